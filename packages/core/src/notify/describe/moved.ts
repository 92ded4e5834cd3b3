import type { Message } from "../message.ts";
import { moment, on, say, strong, type Text } from "../text.ts";
import { type DetailOf, footerFor, imageFacts, imageName, type Reader, reason, subjectOf } from "./shared.ts";
import { waitsTable } from "./waits.ts";

type Moved = DetailOf<"step.moved">;

/** The date that was told no longer holds: another one does, or none is known. */
export function describeMoved(detail: Moved, reader: Reader): Message {
  const { service, environment, dueAt, was } = detail;
  return {
    event: "step.moved",
    severity: dueAt ? "info" : "warning",
    headline: `${service} · ${environment}: ${headline(detail)}`,
    subject: subjectOf(detail, say`${environment} ${change(detail)}`),
    lead: say`The start of ${imageName(detail)} in ${strong(environment)} of ${strong(service)} ${change(detail)}: ${reason(detail.reason)}.`,
    facts: [
      { name: "Old date", value: was ? say`${moment(was)}` : say`none` },
      { name: "New date", value: dueAt ? say`${moment(dueAt)}` : say`not known yet` },
      ...imageFacts(detail, reader),
    ],
    tables: waitsTable(detail.waits),
    next: [
      dueAt
        ? say`${strong(environment)} starts ${on(dueAt)}, if nothing else comes between.`
        : say`You are told the new date when it is known, or of the start.`,
    ],
    footer: footerFor(detail, reader),
    zone: reader.team.timezone,
  };
}

const headline = ({ was, dueAt }: Moved) => (!dueAt ? "not on its date" : was ? "another date" : "a date");

function change({ was, dueAt }: Moved): Text {
  if (!dueAt) return was ? say`is not on its date of ${moment(was)}` : say`has no date`;
  return was ? say`moved from ${moment(was)} to ${moment(dueAt)}` : say`has a date: ${moment(dueAt)}`;
}
