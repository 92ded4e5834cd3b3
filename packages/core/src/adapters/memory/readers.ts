import type { Kept, Silenced } from "../../domain/subscription/kept.ts";
import type { Audit, ReaderStore } from "../../ports.ts";

export function memoryReaders(): ReaderStore & { readonly record: readonly Audit[] } {
  const subscriptions = new Map<string, Kept>();
  const silenced = new Map<string, Silenced>();
  const record: Audit[] = [];
  const key = ({ channel, to }: Silenced["address"]) => `${channel}/${to}`;
  return {
    record,
    read: async () => ({
      subscriptions: [...subscriptions.values()].filter(({ status }) => status !== "ended"),
      silenced: [...silenced.values()],
    }),
    save: async (subscription, audit) => {
      record.push(audit);
      subscriptions.set(subscription.id, subscription);
    },
    silence: async (one, audit) => {
      record.push(audit);
      silenced.set(key(one.address), one);
    },
    hear: async (address, audit) => {
      record.push(audit);
      silenced.delete(key(address));
    },
  };
}
