import { waitsAt } from "../../domain/rollout/checkpoints.ts";
import type { GroupProgress, Stop } from "../../domain/rollout/state.ts";
import type { Temporal } from "../../domain/temporal.ts";
import { groupPage } from "../../notify/awsConsole.ts";
import { groupRows, isBroken } from "../../notify/describe/groups.ts";
import type { Reader } from "../../notify/describe/shared.ts";
import { escapeHtml } from "../../notify/email/html.ts";
import { shorten } from "../../notify/email/shorten.ts";
import type { Row } from "../../notify/message.ts";
import { checkpointText, endings } from "../../notify/standing.ts";
import { count, say, type Text } from "../../notify/text.ts";
import { anchor, html } from "../text.ts";
import { bar } from "./picture.ts";

type Running = Extract<GroupProgress, { status: "running" }>;

/** So many are shown at once. */
const mostOpen = 8;

/**
 * Groups with what has become of each: those that failed, those that are being refreshed, the others. What is many, or no
 * news, is behind a line that says what it is.
 */
export function groupList(
  groups: readonly GroupProgress[],
  reader: Reader,
  now: Temporal.Instant,
  { open, stop }: { readonly open: boolean; readonly stop?: Stop | undefined },
): string {
  if (groups.length === 0) return "";
  const running = groups.filter((group) => group.status === "running");
  const others = groups.filter((group) => group.status !== "running" && !isBroken(group));
  const items = [
    ...groupRows(groups.filter(isBroken), reader).map((row) => item(row, reader)),
    ...running.map((group) =>
      stop
        ? item({ ...rowOf(group, reader, now), value: say`is being ${endings[stop.verb]}`, notes: [] }, reader)
        : item(rowOf(group, reader, now), reader, bar(group.percent ?? 0)),
    ),
    ...groupRows(others, reader).map((row) => item(row, reader)),
  ];
  const { shown, more } = shorten(items);
  const rest = more > 0 ? `<li class="faint">… and ${more} more</li>` : "";
  const list = `<ul class="groups">${shown.join("\n")}${rest}</ul>`;
  if (open && items.length <= mostOpen) return list;
  return `<details><summary>${escapeHtml(tally(groups))}</summary>${list}</details>`;
}

function rowOf(group: Running, { region }: Reader, now: Temporal.Instant): Row {
  const { name, percent } = group;
  const href = groupPage(region, name);
  const checkpoint = waitsAt(group, now);
  return {
    name,
    value: percent === undefined ? say`has begun` : say`at least ${percent} % of the instances are new`,
    notes: checkpoint ? [checkpointText(checkpoint)] : [],
    ...(href !== undefined && { href }),
  };
}

function item({ name, value, notes, href }: Row, { team }: Reader, picture = ""): string {
  const write = (text: Text) => html(text, team.timezone);
  const title = href === undefined ? escapeHtml(name) : anchor(href, name);
  const particulars = notes.map((note) => `<span class="note">${write(note)}</span>`);
  return `<li><strong>${title}</strong> <span>${write(value)}</span>${picture}${particulars.join("")}</li>`;
}

/** `2 groups refreshed`, `40 groups: 12 refreshed, 3 being refreshed, 25 not started`. */
function tally(groups: readonly GroupProgress[]): string {
  const counts = Object.entries(words).flatMap(([status, word]) => {
    const n = groups.filter((group) => group.status === status).length;
    return n === 0 ? [] : [{ n, word }];
  });
  const all = count(groups.length, "group");
  if (counts.length === 1) return `${all} ${counts[0]?.word}`;
  return `${all}: ${counts.map(({ n, word }) => `${n} ${word}`).join(", ")}`;
}

const words: Readonly<Record<GroupProgress["status"], string>> = {
  failed: "failed",
  "rolled-back": "rolled back",
  running: "being refreshed",
  succeeded: "refreshed",
  waiting: "waiting",
  pending: "not started",
  left: "left as they were",
};
