import { encodeEvent } from "@ami-refresh/core/adapters/aws/domainEvent.ts";
import { memoryDeliveries } from "@ami-refresh/core/adapters/memory/deliveries.ts";
import { deliver } from "@ami-refresh/core/app/deliver.ts";
import { type FanOutPorts, fanOut } from "@ami-refresh/core/app/fanOut.ts";
import type { LaterPorts } from "@ami-refresh/core/app/later.ts";
import type { DeliverPorts } from "@ami-refresh/core/app/tellOnce.ts";
import { type EmailPorts, emailChannel } from "@ami-refresh/core/channels/email.ts";
import type { ThreadPorts } from "@ami-refresh/core/channels/slack/place.ts";
import { slackChannel } from "@ami-refresh/core/channels/slack.ts";
import type { Policy } from "@ami-refresh/core/domain/policy.ts";
import { Delivery } from "@ami-refresh/core/domain/subscription/delivery.ts";
import type { DomainEvent } from "@ami-refresh/core/events.ts";
import type { Channel } from "@ami-refresh/core/ports.ts";

type FanningOut = Omit<FanOutPorts, "deliveries" | "later"> & LaterPorts;
type Ports = FanningOut & Omit<DeliverPorts, "channel"> & Pick<ThreadPorts, "chat" | "threads" | "tracks"> & EmailPorts;

/** An event as a rule's target receives it. */
export function enveloped(event: DomainEvent) {
  const { type, detail } = encodeEvent(event);
  return { source: "ami-refresh", "detail-type": type, detail: JSON.parse(JSON.stringify(detail)) as unknown };
}

/** The deliveries of an event, as they come out of their queues. */
export async function deliveriesOf(ports: FanningOut, policy: Policy, event: DomainEvent) {
  const deliveries = memoryDeliveries();
  await fanOut({ ...ports, deliveries, later: async () => ports }, policy, enveloped(event));
  return deliveries.queued.map(({ delivery }) => Delivery.parse(JSON.parse(JSON.stringify(delivery))));
}

/** Fans an event out and delivers all that comes of it at once. Throws what failed; done again, it is as if it came again. */
export async function tell(ports: Ports, policy: Policy, event: DomainEvent): Promise<void> {
  const queued = await deliveriesOf(ports, policy, event);
  const outcomes = await Promise.allSettled(queued.map((delivery) => deliverBy(ports, policy, delivery)));
  const errors = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason as Error] : []));
  if (errors.length > 0) throw new AggregateError(errors, errors.map(({ message }) => message).join("; "));
}

/** Delivers by the channel that the delivery asks for. */
export const deliverBy = (ports: Ports, policy: Policy, delivery: Delivery) =>
  deliver({ ...ports, channel: channelFor(ports, delivery) }, policy, delivery);

function channelFor(ports: Ports, { subscription }: Delivery): Channel {
  return subscription.address.channel === "slack" ? slackChannel(ports) : emailChannel(ports);
}
