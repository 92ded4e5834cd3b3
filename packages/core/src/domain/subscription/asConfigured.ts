import type { Policy } from "../policy.ts";
import type { Kept } from "./kept.ts";
import { subscriptionsOf } from "./subscriptionsOf.ts";

type Placed = Pick<Kept, "address" | "channelName">;

/**
 * A channel of Slack has an id and a name, and the configuration may say either: what is subscribed by its id is meant by
 * the name where the configuration says that, so that one channel is told once, in one thread.
 */
export function asConfigured(policy: Policy): <T extends Placed>(one: T) => T {
  const names = new Set(
    subscriptionsOf(policy).flatMap(({ address: { channel, to } }) => (channel === "slack" ? to : [])),
  );
  return (one) => {
    const name = `#${one.channelName}`;
    if (one.channelName === undefined || !names.has(name)) return one;
    return { ...one, address: { ...one.address, to: name } };
  };
}
