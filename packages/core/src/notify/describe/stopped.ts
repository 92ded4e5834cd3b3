import type { GroupProgress } from "../../domain/rollout/state.ts";
import type { Message } from "../message.ts";
import { count, moment, say, strong, type Text } from "../text.ts";
import { groupRows, namedGroups } from "./groups.ts";
import { person } from "./person.ts";
import { type DetailOf, footerFor, imageFacts, imageName, type Reader, reason, subjectOf } from "./shared.ts";

/** Somebody has stopped a refresh, or takes one back. */
export function describeStopped(detail: DetailOf<"step.stopped">, reader: Reader): Message {
  const { service, environment, verb, by, groups } = detail;
  const cancels = verb === "cancel";
  return {
    event: "step.stopped",
    severity: "warning",
    headline: `${service} · ${environment}: ${cancels ? "being cancelled" : "being rolled back"}`,
    subject: subjectOf(detail, say`${environment} is being ${cancels ? "cancelled" : "rolled back"} for ${by.name}`),
    lead: say`${person(by)} ${cancels ? "cancels the refresh of" : "rolls"} ${strong(environment)} of ${strong(service)} ${cancels ? "to" : "back from"} ${imageName(detail)}: ${reason(detail.reason)}`,
    facts: imageFacts(detail, reader),
    tables: groups.length === 0 ? [] : [{ title: "Groups", rows: namedGroups(groups, reader) }],
    next: [
      cancels
        ? say`No further instance is replaced; those that were replaced stay.`
        : say`Instances are replaced again, by ones of the image from before. No window, freeze or pause keeps that waiting.`,
      say`The image goes no further in ${strong(service)}; you are told how it went.`,
    ],
    footer: footerFor(detail, reader),
    zone: reader.team.timezone,
  };
}

type Ended = DetailOf<"step.failed"> & { readonly stop: NonNullable<DetailOf<"step.failed">["stop"]> };

export const wasStopped = (detail: DetailOf<"step.failed">): detail is Ended => detail.stop !== undefined;

/** How it went. */
export function describeEndOfStop(detail: Ended, reader: Reader): Message {
  const { service, environment, stop, rolledBack, groups, at } = detail;
  const failed = stop.verb === "roll-back" && !rolledBack;
  const news = stop.verb === "cancel" ? "cancelled" : failed ? "not rolled back everywhere" : "rolled back";
  return {
    event: "step.failed",
    severity: failed ? "failure" : "warning",
    headline: `${service} · ${environment}: ${news}`,
    subject: subjectOf(detail, say`${environment} is ${news}`),
    lead: say`${strong(environment)} of ${strong(service)} is ${news}, as ${person(stop.by)} wanted: ${reason(stop.reason)}`,
    facts: [
      ...imageFacts(detail, reader),
      { name: "Asked for", value: say`${moment(stop.at)}` },
      { name: "Ended", value: say`${moment(at)}` },
    ],
    tables: groups.length === 0 ? [] : [{ title: "Groups", rows: groupRows(groups, reader) }],
    next: [
      ...attention(groups, failed),
      say`${imageName(detail)} goes no further in ${strong(service)}.`,
      say`The next image is tried anew, beginning with the first environment.`,
    ],
    footer: footerFor(detail, reader),
    zone: reader.team.timezone,
  };
}

function attention(groups: readonly GroupProgress[], failed: boolean): Text[] {
  const torn = groups.filter((group) => group.status === "failed");
  if (torn.length === 0) return [];
  const what = say`${count(torn.length, "group")}: instances of both images may be running there.`;
  return [failed ? say`Please look at ${what}` : say`Look at ${what}`];
}
