import type { Policy } from "../domain/policy.ts";
import type { Silenced } from "../domain/subscription/kept.ts";
import { teamsAt } from "../domain/subscription/subscriptionsOf.ts";
import { isAt } from "../domain/subscription.ts";
import type { DomainEvent } from "../events.ts";
import type { Audit, Bus, Log, Metrics, ReaderStore } from "../ports.ts";
import { type MailFeedback, verdictOn } from "./suspend/mailFeedback.ts";

export interface SuspendPorts {
  readonly log: Log;
  readonly metrics: Metrics;
  readonly readers: Pick<ReaderStore, "read" | "suspend" | "save">;
  readonly bus: Bus;
}

/**
 * Suspends an address whose mail came back for good, or was marked as spam: it is told nothing until somebody takes it up
 * again. Feedback comes at least once and in any order; what is said of a mail that was sent before somebody took the
 * address up again says nothing of it any more.
 */
export async function suspend(ports: SuspendPorts, policy: Policy, feedback: MailFeedback): Promise<void> {
  const log = ports.log.with({ event: feedback.id });
  const ignore = (reason: string) => log.info(`ignored: ${reason}`, { ignored: reason });
  const { mail } = feedback.detail;
  const [to, ...others] = mail.destination;
  // Whoever else sends by our configuration set.
  if (to === undefined || others.length > 0) return ignore("mails of ami-refresh have one recipient");
  const verdict = verdictOn(feedback);
  if ("ignored" in verdict) return ignore(`a mail to ${to}: ${verdict.ignored}`);

  const silenced: Silenced = { address: { channel: "email", to }, ...verdict, at: feedback.time };
  const audit = (what: Audit["what"]): Audit => ({ at: feedback.time, by: "Amazon SES", what });
  const held = await ports.readers.suspend(silenced, mail.timestamp, audit("silenced"));
  if (!held) return ignore(`${to} was taken up again since that mail was sent`);
  if (held.why !== silenced.why || !held.at.equals(silenced.at)) {
    return ignore(`${to} is told nothing since ${held.at} already: ${held.why}`);
  }

  const { subscriptions } = await ports.readers.read();
  const waiting = subscriptions.filter((one) => one.status === "pending" && isAt(one, silenced.address));
  for (const one of waiting) await ports.readers.save({ ...one, status: "ended" }, audit("ended"));
  // Of an address that only a person has subscribed, the operators alone are told.
  const teams = teamsAt(policy, silenced.address);
  if (teams.length > 0) await ports.bus.put(teams.map((team) => suspended(team, silenced)));
  ports.metrics.record({ name: "AddressesSuspended", value: 1, about: { channel: "email" } });
  log.warn(`${to} is told nothing any more: ${held.why} (${verdict.reason})`, {
    to,
    why: held.why,
    reason: verdict.reason,
    teams,
  });
}

function suspended(team: string, { address, why, at, reason = "" }: Silenced): DomainEvent {
  return {
    type: "address.suspended",
    detail: {
      id: `suspended/${team}/${address.channel}/${address.to}/${at}`,
      at,
      team,
      channel: address.channel,
      address: address.to,
      why: why === "complained" ? why : "bounced",
      reason,
    },
  };
}
