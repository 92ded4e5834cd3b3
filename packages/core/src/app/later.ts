import type { Policy } from "../domain/policy.ts";
import { failuresCollectedUntil, floods, isFlooded } from "../domain/subscription/flood.ts";
import { digestAfter, tellAt, type Urgency } from "../domain/subscription/tellAt.ts";
import type { Severity, Subscription } from "../domain/subscription.ts";
import { Temporal } from "../domain/temporal.ts";
import { everythingIn, isOfRollout, type TeamEvent } from "../notify/describe/index.ts";
import type { DigestSchedules, Digests } from "../ports.ts";
import type { NewsOf } from "./newsOf.ts";

export interface LaterPorts {
  readonly digests: Digests;
  readonly digestSchedules: DigestSchedules;
}
/** Seldom needed: loaded when something is collected. */
export type Later = () => Promise<LaterPorts>;

/** As many at once as are no crowd of connections: a thousand people may want a digest. */
const atOnce = 20;

/**
 * Those of the subscriptions that are told of the event at once. For the others it is collected, and a digest is on its
 * way. By the event's own time, so that an event that comes again belongs where it belonged before.
 */
export async function withoutLater(
  later: Later,
  policy: Policy,
  event: TeamEvent,
  { severity }: Pick<NewsOf, "severity">,
  subscriptions: readonly Subscription[],
): Promise<Subscription[]> {
  const now = new Set<Subscription>();
  const waiting = [...subscriptions];
  const worker = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      const due = await dueOf(later, policy, one, event, severity);
      if (due === "now") now.add(one);
      else await collect(await later(), one, event, due);
    }
  };
  const outcomes = await Promise.allSettled(Array.from({ length: atOnce }, worker));
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
  return subscriptions.filter((subscription) => now.has(subscription));
}

export const urgencyOf = (event: TeamEvent, severity: Severity): Urgency =>
  event.type === "approval.wanted" ? { severity, until: event.detail.until } : { severity };

async function dueOf(
  later: Later,
  policy: Policy,
  subscription: Subscription,
  event: TeamEvent,
  severity: Severity,
): Promise<"now" | Temporal.Instant> {
  const { detail } = event;
  const due = tellAt(subscription, urgencyOf(event, severity), detail.at);
  const about = due === "now" ? collectedAs(event) : undefined;
  if (!about || !isFlooded(policy, subscription, about.family)) return due;

  const { digests } = await later();
  const flood = `${subscription.id}/${about.name}`;
  if (severity === "failure") {
    const end = failuresCollectedUntil(detail.at);
    return (await digests.isAmongFirst(`${flood}/${end}`, floods.failures.atOnce, detail.id)) ? "now" : end;
  }
  const first = await digests.firstOf(flood, detail.at.add(floods.first));
  return Temporal.Instant.compare(detail.at, first) < 0 ? first : digestAfter(subscription, detail.at);
}

/** What many services may have the same news of: an image of a family, or a pause of everything. */
function collectedAs(event: TeamEvent): { readonly name: string; readonly family?: string } | undefined {
  const everything = everythingIn(event);
  if (everything !== undefined) return { name: everything };
  if (!isOfRollout(event) || event.type.startsWith("approval.")) return undefined;
  return { name: event.detail.image.id, family: event.detail.family };
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
