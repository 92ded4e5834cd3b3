import type { DigestReader } from "./digestDue.ts";
import { isSilenced, type Readers } from "./kept.ts";

/**
 * Whether what was put aside for a subscription is still wanted when its time has come: its address is told something,
 * and what a person has subscribed to has not ended. Those of a team (`team`) are the configuration's, and have no end.
 */
export function isStillWanted(readers: Readers, { id, address, team }: DigestReader): boolean {
  if (isSilenced(readers, address)) return false;
  return team !== undefined || readers.subscriptions.some((one) => one.id === id && one.status === "active");
}
