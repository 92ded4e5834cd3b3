import type { RolloutImage } from "../../domain/rollout/state.ts";
import type { DomainEvent } from "../../events.ts";
import { calendarEntry } from "../calendar/entry.ts";
import type { Message, Untold } from "../message.ts";
import { describeApprovalDeclined } from "./approvalDeclined.ts";
import { describeApprovalDue } from "./approvalDue.ts";
import { describeApprovalGranted } from "./approvalGranted.ts";
import { describeApprovalWanted } from "./approvalWanted.ts";
import { describeChanged } from "./changed.ts";
import { describeCheckpoint } from "./checkpoint.ts";
import { describeComingUp } from "./comingUp.ts";
import { describeCompleted } from "./completed.ts";
import { describeFailed } from "./failed.ts";
import { describeMoved } from "./moved.ts";
import { describePaused, describeResumed } from "./paused.ts";
import { describePlanned } from "./planned.ts";
import { describeRejected } from "./rejected.ts";
import type { Reader } from "./shared.ts";
import { describeSkipped } from "./skipped.ts";
import { describeStarted } from "./started.ts";
import { describeStopped } from "./stopped.ts";
import { describeSucceeded } from "./succeeded.ts";
import { describeSuperseded } from "./superseded.ts";
import { describeSuspended } from "./suspended.ts";
import { describeUndeliverable } from "./undeliverable.ts";
import { describeHeard, describeUnsubscribed } from "./unsubscribed.ts";

/** What a team may be told of: whether it is, says describe. */
export type TeamEvent = DomainEvent;

/** Those that tell of one image on its way through one service. */
export type RolloutEvent = Extract<TeamEvent, { detail: { readonly image: RolloutImage } }>;

/** Those that tell of an address of a team. */
export type AddressEvent = Extract<TeamEvent, { detail: { readonly address: string } }>;

export const isOfAddress = (event: TeamEvent): event is AddressEvent => "address" in event.detail;

export const isOfRollout = (event: TeamEvent): event is RolloutEvent => "image" in event.detail;

export type PauseEvent = Extract<TeamEvent, { type: "service.paused" | "service.resumed" }>;

export const isOfPause = (event: TeamEvent): event is PauseEvent =>
  event.type === "service.paused" || event.type === "service.resumed";

/** Whether it changes how far a rollout is, or what can be decided of it. */
export const changesRollouts = (event: TeamEvent): event is RolloutEvent | PauseEvent =>
  isOfRollout(event) || isOfPause(event);

/**
 * Names the pause of everything, or its end, that an event tells of: each service has an event of it, whose id says after
 * the service what was said and when (domain/rollout/announcePauses.ts). Undefined: it tells of something else.
 */
export function everythingIn(event: TeamEvent): string | undefined {
  if (!isOfPause(event) || event.detail.scope !== "everything") return undefined;
  return event.detail.id.slice(event.detail.service.length + 1);
}

/** The same of a date that such a pause, or its end, has moved. */
export function everythingBehind(event: TeamEvent): string | undefined {
  if (event.type !== "step.moved") return everythingIn(event);
  const { service, cause = "" } = event.detail;
  const said = cause.slice(service.length + 1);
  return /^(?:paused|resumed)\/everything\//.test(said) ? said : undefined;
}

/** Names a rollout: what its messages have in common. */
export const rolloutOf = ({ detail: { service, family, image } }: RolloutEvent): string =>
  `${service}/${family}/${image.id}`;

/** What a team is told of an event, or why it is not told. A new kind of message is a file and a line here. */
export function describe(event: TeamEvent, reader: Reader): Message | Untold {
  const message = describeEvent(event, reader);
  const calendar = calendarEntry(event, reader);
  if ("untold" in message) return message;
  return {
    ...message,
    ...(reader.page !== undefined && { page: reader.page }),
    ...(calendar && { calendar: [calendar] }),
  };
}

function describeEvent({ type, detail }: TeamEvent, reader: Reader): Message | Untold {
  switch (type) {
    case "rollout.planned":
      return describePlanned(detail, reader);
    case "step.moved":
      return describeMoved(detail, reader);
    case "step.coming-up":
      return describeComingUp(detail, reader);
    case "step.started":
      return describeStarted(detail, reader);
    case "step.checkpoint":
      return describeCheckpoint(detail, reader);
    case "step.succeeded":
      return describeSucceeded(detail, reader);
    case "step.failed":
      return describeFailed(detail, reader);
    case "step.stopped":
      return describeStopped(detail, reader);
    case "step.skipped":
      return describeSkipped(detail, reader);
    case "step.superseded":
      return describeSuperseded(detail, reader);
    case "approval.wanted":
      return describeApprovalWanted(detail, reader);
    case "approval.due":
      return describeApprovalDue(detail, reader);
    case "approval.granted":
      return describeApprovalGranted(detail, reader);
    case "approval.declined":
      return describeApprovalDeclined(detail, reader);
    case "rollout.completed":
      return describeCompleted(detail, reader);
    case "service.paused":
      return describePaused(detail, reader);
    case "service.resumed":
      return describeResumed(detail, reader);
    case "subscription.undeliverable":
      return describeUndeliverable(detail, reader);
    case "address.suspended":
      return describeSuspended(detail, reader);
    case "address.unsubscribed":
      return describeUnsubscribed(detail, reader);
    case "address.heard":
      return describeHeard(detail, reader);
    case "address.changed":
      return describeChanged(detail, reader);
    case "image.rejected":
      return describeRejected(detail, reader);
  }
}
