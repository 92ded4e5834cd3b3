import type { Delivery } from "../../domain/subscription/delivery.ts";
import type { ChannelKind } from "../../domain/subscription.ts";
import type { Deliveries } from "../../ports.ts";

export interface Queued {
  readonly kind: ChannelKind;
  readonly delivery: Delivery;
}

export function memoryDeliveries(): Deliveries & { readonly queued: Queued[] } {
  const queued: Queued[] = [];
  return { queued, send: async (kind, some) => void queued.push(...some.map((delivery) => ({ kind, delivery }))) };
}
