import type { Inbox } from "../../ports.ts";

export function memoryInbox(): Inbox & { readonly back: { readonly receipt: string; readonly seconds: number }[] } {
  const back: { receipt: string; seconds: number }[] = [];
  return { back, comeBack: async (receipt, seconds) => void back.push({ receipt, seconds }) };
}
