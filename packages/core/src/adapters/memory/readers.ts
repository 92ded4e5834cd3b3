import { isNoChoice } from "../../domain/subscription/choice.ts";
import { type Choice, hasLapsed, type Kept, type Silenced } from "../../domain/subscription/kept.ts";
import type { Subscription } from "../../domain/subscription.ts";
import { Temporal } from "../../domain/temporal.ts";
import type { Audit, Clock, ReaderStore } from "../../ports.ts";

export interface MemoryReaders extends ReaderStore {
  readonly record: readonly Audit[];
  /** As if they had been made and confirmed. */
  add(...made: Subscription[]): void;
}

export function memoryReaders(clock: Clock): MemoryReaders {
  const subscriptions = new Map<string, Kept>();
  const silenced = new Map<string, Silenced>();
  const heard = new Map<string, Temporal.Instant>();
  const choices = new Map<string, Choice>();
  const record: Audit[] = [];
  const key = ({ channel, to }: Silenced["address"]) => `${channel}/${to}`;
  const read = async () => ({
    subscriptions: [...subscriptions.values()].filter((one) => one.status !== "ended" && !hasLapsed(one, clock.now())),
    silenced: [...silenced.values()],
    choices: [...choices.values()],
  });
  return {
    record,
    add: (...made) => {
      for (const one of made) {
        subscriptions.set(one.id, {
          ...one,
          status: "active",
          at: Temporal.Instant.fromEpochMilliseconds(0),
          by: "test",
        } as Kept);
      }
    },
    read,
    readOf: async ({ id, address, team }) => {
      const all = await read();
      const isTheirs = (one: Choice | Silenced) => key(one.address) === key(address);
      return {
        subscriptions: team === undefined ? all.subscriptions.filter((one) => one.id === id) : [],
        silenced: all.silenced.filter(isTheirs),
        choices: team === undefined ? [] : all.choices.filter(isTheirs),
      };
    },
    save: async (subscription, audit) => {
      record.push(audit);
      subscriptions.set(subscription.id, subscription);
    },
    silence: async (one, audit) => {
      const held = silenced.get(key(one.address));
      if (held?.why === one.why) return held;
      record.push(audit);
      silenced.set(key(one.address), one);
      return one;
    },
    suspend: async (one, sentAt, audit) => {
      const place = key(one.address);
      const [held, heardAt] = [silenced.get(place), heard.get(place)];
      if (held || (heardAt && Temporal.Instant.compare(heardAt, sentAt) > 0)) return held;
      record.push(audit);
      silenced.set(place, one);
      return one;
    },
    choose: async (choice, audit) => {
      record.push(audit);
      if (isNoChoice(choice)) choices.delete(key(choice.address));
      else choices.set(key(choice.address), choice);
    },
    hear: async (address, audit) => {
      record.push(audit);
      silenced.delete(key(address));
      heard.set(key(address), audit.at);
    },
  };
}
