import type { Policy } from "../domain/policy.ts";
import { failuresCollectedUntil, floods, isFlooded } from "../domain/subscription/flood.ts";
import { digestAfter, tellAt } from "../domain/subscription/tellAt.ts";
import type { Severity, Subscription } from "../domain/subscription.ts";
import { Temporal } from "../domain/temporal.ts";
import type { TeamEvent } from "../notify/describe/index.ts";
import type { DigestSchedules, Digests } from "../ports.ts";

export interface LaterPorts {
  readonly digests: Digests;
  readonly digestSchedules: DigestSchedules;
}

/**
 * Is the subscription told of the event at once? Otherwise the event is collected for it, and a digest is on its way. By
 * the event's own time, so that an event that comes again belongs where it belonged before.
 */
export async function isToldNow(
  ports: LaterPorts,
  policy: Policy,
  subscription: Subscription,
  event: TeamEvent,
  severity: Severity,
): Promise<boolean> {
  const due = await dueOf(ports.digests, policy, subscription, event, severity);
  if (due === "now") return true;
  await collect(ports, subscription, event, due);
  return false;
}

async function dueOf(
  digests: Digests,
  policy: Policy,
  subscription: Subscription,
  event: TeamEvent,
  severity: Severity,
): Promise<"now" | Temporal.Instant> {
  const { detail } = event;
  const until = event.type === "approval.wanted" ? { until: event.detail.until } : {};
  const due = tellAt(subscription, { severity, ...until }, detail.at);
  if (due !== "now" || !("image" in detail) || event.type.startsWith("approval.")) return due;
  if (!isFlooded(policy, subscription, detail.family)) return due;

  const flood = `${subscription.id}/${detail.image.id}`;
  if (severity === "failure") {
    const end = failuresCollectedUntil(detail.at);
    return (await digests.isAmongFirst(`${flood}/${end}`, floods.failures.atOnce, detail.id)) ? "now" : end;
  }
  const first = await digests.firstOf(flood, detail.at.add(floods.first));
  return Temporal.Instant.compare(detail.at, first) < 0 ? first : digestAfter(subscription, detail.at);
}

/** What comes when its digest has been told goes into the one after. */
async function collect(
  { digests, digestSchedules }: LaterPorts,
  subscription: Subscription,
  event: TeamEvent,
  due: Temporal.Instant,
): Promise<void> {
  const { id, address, team, timezone } = subscription;
  for (let dueAt = due; ; dueAt = digestAfter(subscription, dueAt)) {
    const digest = { subscription: id, dueAt };
    const outcome = await digests.collect(digest, event);
    if (outcome === "closed") continue;
    if (outcome === "collected") return;
    const reader = { id, address, timezone, ...(team !== undefined && { team }) };
    await digestSchedules.tell({ kind: "digest", subscription: reader, dueAt });
    return digests.scheduled(digest);
  }
}
