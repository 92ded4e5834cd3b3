import type { DomainEvent } from "../../events.ts";
import type { Bus } from "../../ports.ts";

export function memoryBus(): Bus & { readonly events: DomainEvent[] } {
  const events: DomainEvent[] = [];
  return { events, put: async (more) => void events.push(...more) };
}
