import type { Message } from "../message.ts";
import { count, moment, say, strong, type Text } from "../text.ts";
import { writeSpan } from "../times.ts";
import { groupRows } from "./groups.ts";
import { whatFollows } from "./next.ts";
import { type DetailOf, footerFor, imageFacts, imageName, type Reader, subjectOf } from "./shared.ts";

type Succeeded = DetailOf<"step.succeeded">;

export function describeSucceeded(detail: Succeeded, reader: Reader): Message {
  const { service, environment, groups, startedAt, at } = detail;
  // Of one group its row says how long.
  const took = groups.length > 1 ? `, in ${writeSpan(startedAt, at)}` : "";
  return {
    event: "step.succeeded",
    severity: "success",
    headline: `${service} · ${environment}: refreshed`,
    subject: subjectOf(detail, say`${environment} is refreshed`),
    lead: say`${strong(service)} runs ${imageName(detail)} in ${strong(environment)}: ${tally(groups)}${took}.`,
    facts: [
      ...imageFacts(detail, reader),
      { name: "Started", value: say`${moment(startedAt)}` },
      { name: "Ended", value: say`${moment(at)}` },
    ],
    tables: [{ title: "Groups", rows: groupRows(groups, reader) }],
    next: [next(detail, reader)],
    footer: footerFor(detail, reader),
    zone: reader.team.timezone,
  };
}

function tally(groups: Succeeded["groups"]): string {
  const left = groups.filter(({ status }) => status === "left").length;
  const refreshed = groups.length - left;
  if (left === 0) return `${count(refreshed, "group")} refreshed`;
  return `${count(refreshed, "group")} refreshed, ${left} left as ${left === 1 ? "it was" : "they were"}`;
}

function next({ service, environment, at, next: following }: Succeeded, reader: Reader): Text {
  const atTheEnd = say`${strong(environment)} is the last environment of ${service}: the image is everywhere it goes.`;
  const date = following?.dueAt;
  return date && date.epochMilliseconds <= at.epochMilliseconds
    ? say`${strong(following.environment)} starts now.`
    : whatFollows(reader, service, environment, atTheEnd, date);
}
