import type { RolloutImage } from "../../domain/rollout/state.ts";
import { groupPage } from "../awsConsole.ts";
import { isBroken } from "../describe/groups.ts";
import { isOfRollout, type TeamEvent } from "../describe/index.ts";
import type { Row } from "../message.ts";
import { clip, moment, say, some, type Text } from "../text.ts";
import type { Told } from "./everything.ts";

/**
 * A line about an event. `image`: the one that all of the digest is about. `region`: absent where there is no console, or no
 * room. `linked`: there is room to lead to the page of its rollout.
 */
export function row(
  { event, message, services }: Told,
  image: RolloutImage | undefined,
  { region, linked }: { readonly region: string | undefined; readonly linked: boolean },
): Row {
  const [, ...text] = message.subject;
  const of = image ? undefined : imageOf(event);
  const whose = of === undefined ? say`` : say` (${of})`;
  return {
    name: services === undefined ? nameOf(event) : "everything",
    value: say`${text}${whose}`,
    notes: [...pages(event, region), ...notesOf({ event, message })],
    ...(linked && message.page !== undefined && { href: message.page }),
  };
}

function imageOf(event: TeamEvent): string | undefined {
  if (event.type === "image.rejected") return event.detail.name;
  return isOfRollout(event) ? event.detail.image.name : undefined;
}

function nameOf({ detail }: TeamEvent): string {
  if (!("service" in detail)) return "team" in detail ? detail.team : (detail.family ?? detail.imageId);
  const environment = "environment" in detail ? detail.environment : undefined;
  return environment === undefined ? detail.service : `${detail.service} · ${environment}`;
}

/** Why it failed or was paused, until when an answer is wanted, and what somebody should do about what is to be looked at. */
function notesOf({ event, message }: Pick<Told, "event" | "message">): Text[] {
  if (event.type === "step.failed") return [say`${clip(event.detail.reason, 300)}`];
  const why =
    event.type === "service.paused"
      ? [say`${clip(event.detail.reason, 300)}`]
      : event.type === "approval.wanted" || event.type === "approval.due"
        ? [say`an answer is wanted until ${moment(event.detail.until)}`]
        : [];
  return message.severity === "warning" ? [...why, ...message.next.slice(0, 1)] : [];
}

/** A digest is an overview. */
const mostLed = 3;

/** Where to look: at the groups that failed, or at the one that waits for somebody to look. */
function pages(event: TeamEvent, region: string | undefined): Text[] {
  const groups = groupsOf(event).flatMap((name) => {
    const href = groupPage(region, name);
    return href === undefined ? [] : [{ name, href }];
  });
  return groups.length === 0 ? [] : [some(groups, mostLed)];
}

function groupsOf({ type, detail }: TeamEvent): string[] {
  if (type === "step.checkpoint") return [detail.group];
  return type === "step.failed" ? detail.groups.filter(isBroken).map(({ name }) => name) : [];
}
