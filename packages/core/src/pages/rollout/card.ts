import type { RolloutView } from "../../app/showRollout.ts";
import { differenceIn } from "../../domain/rollout/difference.ts";
import type { Pause, Step, Track } from "../../domain/rollout/state.ts";
import { Temporal } from "../../domain/temporal.ts";
import { runsNow } from "../../notify/describe/difference.ts";
import { isBroken } from "../../notify/describe/groups.ts";
import type { Reader } from "../../notify/describe/shared.ts";
import { escapeHtml } from "../../notify/email/html.ts";
import type { Row } from "../../notify/message.ts";
import { endings } from "../../notify/standing.ts";
import { moment, say, type Text } from "../../notify/text.ts";
import { writeSpan } from "../../notify/times.ts";
import { html } from "../text.ts";
import { groupList } from "./groups.ts";
import { bar, icon, percentOf } from "./picture.ts";
import { answersTo, commandsFor } from "./todo.ts";
import { lookOf } from "./tone.ts";

/** All that is known of one environment. */
export interface Standing {
  readonly step: Step;
  /** As Slack's message of the rollout says it. */
  readonly row: Row;
  /** Those that concern it. */
  readonly pauses: readonly Pause[];
  /** What the service was refreshed to before this image. */
  readonly before: Track;
}

export function card(standing: Standing, view: RolloutView, reader: Reader): string {
  const { step, pauses } = standing;
  const { tone, sign } = lookOf(step, { paused: pauses.length > 0 });
  const write = (text: Text) => html(text, view.team.timezone);
  const { value, notes } = wordsOf(standing, view);
  const groups = "groups" in step ? step.groups : [];
  const parts = [
    `<li class="${tone}">${icon(sign)}`,
    `<h3>${escapeHtml(step.environment)}</h3>`,
    `<p class="value">${write(value)}</p>`,
    ...notes.map((note) => `<p class="note">${write(note)}</p>`),
    ...(step.status === "running" && !step.stop ? [bar(percentOf(step), checkpointsOf(step, view))] : []),
    groupList(groups, reader, view.now, {
      open: step.status === "running" || tone === "failure",
      stop: step.status === "running" ? step.stop : undefined,
    }),
    ...answersTo(step, view, reader).map((answer) => `<p class="do">${write(answer)}</p>`),
    "</li>",
  ];
  return parts.filter((part) => part !== "").join("\n");
}

/** What can be done about each environment, though nobody has to: not folded, for the page would fold it when it renews itself. */
export function doable(standings: readonly Standing[], view: RolloutView, reader: Reader): string[] {
  const rows = standings.flatMap(({ step, pauses }) => {
    const commands = commandsFor(step, view, reader, pauses).map((one) => `<p>${html(one, view.team.timezone)}</p>`);
    return commands.length === 0 ? [] : [`<dt>${escapeHtml(step.environment)}</dt><dd>${commands.join("\n")}</dd>`];
  });
  return rows.length === 0 ? [] : ["<h2>What can be done</h2>", `<dl class="do">${rows.join("\n")}</dl>`];
}

const checkpointsOf = ({ environment }: Step, { service }: RolloutView): readonly number[] =>
  service.environments.find(({ name }) => name === environment)?.refresh.checkpoints ?? [];

function wordsOf({ step, row, before }: Standing, view: RolloutView): Pick<Row, "value" | "notes"> {
  const { rollout, now } = view;
  switch (step.status) {
    case "waiting": {
      const { dueAt, approval } = step;
      const isAhead = dueAt && Temporal.Instant.compare(dueAt, now) > 0;
      const said = approval?.status === "granted" && approval.comment !== undefined ? [quoted(approval.comment)] : [];
      const runs = runsNow(differenceIn(before, rollout, step.environment), rollout.image);
      return {
        value: isAhead ? say`${row.value}, in ${writeSpan(now, dueAt)}` : row.value,
        notes: [...row.notes.slice(0, 1), ...said, ...row.notes.slice(1), ...runs],
      };
    }
    case "running":
      return step.finding ? { value: say`its groups are being looked up`, notes: [] } : row;
    case "soaking":
      return { ...row, notes: [...row.notes, say`takes no newer image until it has soaked, ${moment(step.until)}`] };
    case "failed":
    case "rolled-back":
      // Each group says its own.
      return step.stop === undefined && step.groups.some(isBroken) ? { ...row, notes: [] } : row;
    default:
      return row;
  }
}

const quoted = (comment: string): Text => say`“${comment}”`;

/** The environment at a glance: its name, a bar, a word or two. */
export function glance({ step, pauses }: Standing, { now }: RolloutView): string {
  const { tone } = lookOf(step, { paused: pauses.length > 0 });
  return `<li class="${tone}"><span class="name">${escapeHtml(step.environment)}</span>${bar(percentOf(step))}<span class="note">${escapeHtml(inShort(step, pauses, now))}</span></li>`;
}

function inShort(step: Step, pauses: readonly Pause[], now: Temporal.Instant): string {
  switch (step.status) {
    case "waiting": {
      if (pauses.length > 0) return "paused";
      if (step.approval?.status === "wanted") return "approval wanted";
      const { dueAt } = step;
      if (!dueAt) return "waits";
      return Temporal.Instant.compare(dueAt, now) > 0 ? `in ${writeSpan(now, dueAt)}` : "next";
    }
    case "running":
      if (step.stop) return `being ${endings[step.stop.verb]}`;
      return percentOf(step) === 0 ? "begins" : `${percentOf(step)} % or more`;
    case "soaking":
      return "done, soaks";
    case "succeeded":
      return "done";
    case "failed":
      return step.stop ? "stopped" : "failed";
    case "rolled-back":
      return "rolled back";
    case "declined":
      return "not approved";
    case "superseded":
      return "newer image";
    case "skipped":
      return "skipped";
  }
}
