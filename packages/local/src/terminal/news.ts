import { plainMrkdwn } from "../picture/mrkdwn.ts";
import { placeOf, subjectOf } from "../picture/program.ts";
import { speakerOf } from "../picture/speaker.ts";
import { instantOf, nearText } from "../picture/when.ts";
import type { View } from "../view.ts";
import { type Line, type Style, styled } from "./spans.ts";
import { fill } from "./width.ts";

/** The latest of what teams were told and of what the functions said, in at most `most` lines. */
export function newsLines(view: View, zone: string, most: number): Line[] {
  const room = most - 1;
  const told = toldLines(view, zone);
  const logged = room >= 6 ? logLines(view, zone) : [];
  // A heading and a blank line before each list.
  const rooms = logged.length > 0 ? room - 3 : room - 1;
  const forLog =
    logged.length === 0 ? 0 : Math.min(logged.length, Math.max(2, Math.floor(rooms / 3), rooms - told.length));
  const forTold = Math.max(0, rooms - forLog);
  return [
    ...(told.length > 0 && forTold > 0 ? list("TOLD", told.slice(-forTold)) : []),
    ...(forLog > 0 ? list("LOG", logged.slice(-forLog)) : []),
  ];
}

const list = (heading: string, lines: readonly Line[]): Line[] => [[], [styled("gray", ` ${heading}`)], ...lines];

function toldLines(view: View, zone: string): Line[] {
  const now = instantOf(view.now);
  const told = [
    ...view.slack.map((message) => ({
      at: message.at,
      to: message.channel,
      text: plainMrkdwn(message.text, { zone, now }),
    })),
    ...view.mail.map((mail) => ({ at: mail.at, to: mail.to, text: mail.subject })),
    ...view.programs.map((told) => ({ at: told.at, to: placeOf(told), text: subjectOf(told) })),
  ].toSorted((a, b) => instantOf(a.at) - instantOf(b.at));
  return told.map(({ at, to, text }) => [
    styled("gray", ` ${fill(nearText(instantOf(at), now, zone), 16)} `),
    styled("magenta", fill(to, 20)),
    ` ${text}`,
  ]);
}

const levels: Readonly<Record<View["log"][number]["level"], Style>> = { info: "gray", warn: "yellow", error: "red" };

function logLines(view: View, zone: string): Line[] {
  const now = instantOf(view.now);
  return view.log
    .slice(-40)
    .map((entry) => [
      styled("gray", ` ${fill(nearText(instantOf(entry.at), now, zone), 16)} `),
      styled(levels[entry.level], fill(speakerOf(entry.from), 20)),
      ` ${entry.level === "info" ? "" : `${entry.level}: `}${entry.message}`,
    ]);
}
