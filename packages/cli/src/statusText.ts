import { openWaitsByEnd } from "@ami-refresh/core/domain/rollout/openWaits.ts";
import { isOver, nameOf } from "@ami-refresh/core/domain/rollout/pauses.ts";
import { answerBy, shownOf } from "@ami-refresh/core/domain/rollout/shown.ts";
import type { Rollout, Step, Track } from "@ami-refresh/core/domain/rollout/state.ts";
import type { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import type { ServiceStatus } from "./commands/status.ts";
import { writeTime } from "./planText.ts";
import { styled, type Terminal } from "./terminal.ts";

/** One block a service: its pauses, the newest rollout and every other under way, with a line for each environment. */
export function writeStatus(
  statuses: readonly ServiceStatus[],
  now: Temporal.Instant,
  terminal: Pick<Terminal, "colour">,
): string {
  const blocks = statuses.map(({ service, tracks }) => {
    const time = (at: Temporal.Instant) => writeTime(at, service.timezone, now);
    const title = `${styled(terminal, "bold", service.name)} (${service.team}; ${service.timezone})`;
    const paused = pausesOf(tracks, now, time).map((line) => styled(terminal, "yellow", line));
    const rollouts = tracks.flatMap((track) =>
      shownOf(track).flatMap((rollout) => rolloutLines(rollout, now, time, terminal)),
    );
    return [title, ...paused, ...(rollouts.length > 0 ? rollouts : ["  no image has been published for it yet"])].join(
      "\n",
    );
  });
  return `${blocks.join("\n\n")}\n`;
}

type WriteTime = (at: Temporal.Instant) => string;

/** Every family has the same pauses, but for messages that are on their way. */
function pausesOf(tracks: readonly Track[], now: Temporal.Instant, time: WriteTime): string[] {
  const lines = tracks.flatMap(({ service, pauses = [] }) =>
    pauses
      .filter((pause) => !isOver(pause, now))
      .map((pause) => {
        const until = pause.until ? ` until ${time(pause.until)}` : "";
        return `  ${nameOf(pause, service)} is paused${until} by ${pause.by.name} since ${time(pause.at)}: ${pause.reason}`;
      }),
  );
  return [...new Set(lines)];
}

function rolloutLines(
  { image, status, steps }: Rollout,
  now: Temporal.Instant,
  time: WriteTime,
  terminal: Pick<Terminal, "colour">,
): string[] {
  const width = Math.max(...steps.map(({ environment }) => environment.length));
  const head = `  ${image.name} (${image.id})${status === "active" ? "" : `: ${status}`}`;
  return [
    head,
    ...steps.map((step) => {
      const [word, ...why] = wordsOf(step, now, time);
      return `    ${step.environment.padEnd(width)}  ${word}${why.map((line) => `\n    ${" ".repeat(width)}  ${styled(terminal, "dim", line)}`).join("")}`;
    }),
  ];
}

function wordsOf(step: Step, now: Temporal.Instant, time: WriteTime): [string, ...string[]] {
  switch (step.status) {
    case "waiting": {
      const due = step.dueAt ? `waits, due on ${time(step.dueAt)}` : "waits";
      const open = openWaitsByEnd(step, now).map(({ reason, until }) =>
        until ? `${reason}, until ${time(until)}` : reason,
      );
      const until = answerBy(step, now);
      const asked =
        step.approval?.status === "wanted" ? [`approve or decline${until ? ` by ${time(until)}` : ""}`] : [];
      const given = step.approval?.status === "granted" ? [`approved by ${step.approval.by.name}`] : [];
      return [due, ...open, ...asked, ...given];
    }
    case "running":
      return [`is being refreshed since ${time(step.startedAt)}`];
    case "soaking":
      return [`refreshed on ${time(step.endedAt)}, soaks until ${time(step.until)}`];
    case "succeeded":
      return [`refreshed on ${time(step.endedAt)}`];
    default:
      return [`${step.status} on ${time(step.endedAt)}`, step.reason];
  }
}
