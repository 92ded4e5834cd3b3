import type { Subscription } from "../../domain/subscription.ts";
import type { Subscriptions } from "../../ports.ts";

export function memorySubscriptions(): Subscriptions & { readonly made: Subscription[] } {
  const made: Subscription[] = [];
  return { made, all: async () => [...made] };
}
