import type { Policy, Team } from "../domain/policy.ts";
import { Temporal } from "../domain/temporal.ts";
import * as z from "../domain/zod.ts";
import { type DomainEvent, domainEvents, eventSource } from "../events.ts";
import { describe, type RolloutEvent, type TeamEvent } from "../notify/describe/index.ts";
import { toEmail } from "../notify/email/index.ts";
import { type Message, type Recipient, recipients } from "../notify/message.ts";
import { toSlack } from "../notify/slack.ts";
import type { About, Chat, Log, Mail, Metrics, Sent, Threads } from "../ports.ts";
import { subjectOf } from "./subject.ts";
import { tellInThread } from "./thread.ts";

export interface NotifyPorts {
  readonly log: Log;
  readonly metrics: Metrics;
  readonly chat: Chat;
  readonly mail: Mail;
  readonly sent: Sent;
  readonly threads: Threads;
}

/**
 * Tells the service's team of a domain event, in each of its channels once however often the event comes. A channel
 * that fails holds up no other: all are tried, then one error names what failed, so that the event is delivered again
 * and only what is missing is sent.
 */
export async function notify(given: NotifyPorts, policy: Policy, event: DomainEvent): Promise<void> {
  const ports = { ...given, log: given.log.with(subjectOf(event)) };
  const { id } = event.detail;
  const untold = (reason: string) =>
    ports.log.info(`not told: ${reason}`, { event: id, type: event.type, untold: reason });

  if (event.type === "image.rejected") return untold("a rejected image is of no team");
  const team = policy.teams[event.detail.team];
  if (!team) return untold(`the team ${event.detail.team} is not in the configuration`);
  const service = policy.services[event.detail.service];
  const message = describe(event, { team, ...(service && { service }) });
  if ("untold" in message) untold(message.untold);
  // What is no message may still change how far a rollout is shown to be.
  if ("untold" in message && !isOfRollout(event)) return;
  const readers =
    "untold" in message ? recipients({ ...team, email: [] }, { severity: "quiet" }) : recipients(team, message);
  if (readers.length === 0) {
    if (!("untold" in message)) untold(`the team ${team.name} has no channel for it`);
    return;
  }

  const order = service?.environments.map(({ name }) => name) ?? [];
  const telling = { event, team, order, about: aboutOf(event), ...("untold" in message ? {} : { message }) };
  const outcomes = await Promise.allSettled(readers.map((to) => tell(ports, telling, to)));
  const failures = outcomes.flatMap((outcome, i) => {
    const to = readers[i];
    return outcome.status === "rejected" && to ? [{ to, cause: outcome.reason as unknown }] : [];
  });
  for (const { to } of failures) {
    ports.metrics.record({ name: "NotificationFailures", value: 1, about: { channel: to.channel } });
  }
  if (failures.length > 0) throw new NotTold(event, team, failures);
}

/** Longer than the function runs, shorter than its queue hides a message: who finds a claim comes back to its end. */
const claimLasts = Temporal.Duration.from({ minutes: 3 });

interface Telling {
  readonly event: TeamEvent;
  /** Absent: there is nothing to tell but how far the rollout is. */
  readonly message?: Message;
  readonly about: About;
  readonly team: Team;
  /** The service's environments in promotion order. */
  readonly order: readonly string[];
}

async function tell(ports: NotifyPorts, telling: Telling, { channel, to }: Recipient): Promise<void> {
  const { message, about } = telling;
  const key = `${about.eventId}/${channel}/${to}`;
  const claim = await ports.sent.claim(key, claimLasts);
  if (claim === "sent") return;
  if (claim === "being sent") throw new Error("somebody else is sending it");
  await (channel === "slack" ? tellSlack(ports, telling, to) : tellMail(ports, telling, to));
  await ports.sent.mark(key);
  if (message) ports.log.info(`told ${to} by ${channel}`, { event: about.eventId, type: about.event, channel, to });
}

async function tellSlack(ports: NotifyPorts, telling: Telling, channel: string): Promise<void> {
  const { event, message, about } = telling;
  if (isOfRollout(event)) await tellInThread(ports, { ...telling, event, channel, rollout: rolloutOf(event) });
  else if (message) await ports.chat.post({ channel, ...toSlack(message), about });
}

async function tellMail(ports: NotifyPorts, { event, message, about, team }: Telling, to: string): Promise<void> {
  if (!message) return;
  const { calendar } = message;
  await ports.mail.send({
    to,
    ...toEmail(message),
    about,
    conversation: `${isOfRollout(event) ? rolloutOf(event) : `${event.detail.service}/pauses`}/${team.name}`,
    ...(calendar && { calendar }),
  });
}

const aboutOf = ({ type, detail }: TeamEvent): About => ({
  event: type,
  service: detail.service,
  ...("environment" in detail && detail.environment !== undefined && { environment: detail.environment }),
  eventId: detail.id,
});

const isOfRollout = (event: TeamEvent): event is RolloutEvent => "image" in event.detail;
const rolloutOf = ({ detail: { service, family, image } }: RolloutEvent): string => `${service}/${family}/${image.id}`;

interface Failure {
  readonly to: Recipient;
  readonly cause: unknown;
}

/** Some of a team's channels did not take a message; the others have it. */
export class NotTold extends AggregateError {
  constructor({ type, detail }: DomainEvent, team: Team, failures: readonly Failure[]) {
    const where = failures.map(({ to, cause }) => `${to.channel} ${to.to} (${reasonOf(cause)})`).join("; ");
    super(
      failures.map(({ cause }) => cause),
      `${type} (${detail.id}) did not reach the team ${team.name} by ${where}; to be tried again`,
    );
    this.name = "NotTold";
  }
}

const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

const Envelope = z.object({ source: z.literal(eventSource), "detail-type": z.string(), detail: z.unknown() });

/** The domain event in an EventBridge event, as a rule's target receives it. Throws with words on anything else. */
export function decodeEvent(envelope: unknown): DomainEvent {
  const outer = Envelope.safeParse(envelope);
  if (!outer.success) throw new Error(`this is no event of ${eventSource}: ${z.prettifyError(outer.error)}`);
  const { "detail-type": type, detail } = outer.data;
  const definition = domainEvents.find(({ name }) => name === type);
  if (!definition) {
    throw new Error(
      `unknown detail-type ${JSON.stringify(type)}; known are ${domainEvents.map(({ name }) => name).join(", ")}`,
    );
  }
  const decoded = definition.schema.safeParse(detail);
  if (!decoded.success) throw new Error(`the detail of ${type} is malformed: ${z.prettifyError(decoded.error)}`);
  // The definition's schema goes with its name; the union cannot say so.
  return { type: definition.name, detail: decoded.data } as DomainEvent;
}
