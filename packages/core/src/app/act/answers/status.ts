import type { Policy, ServicePolicy } from "../../../domain/policy.ts";
import { openWaitsByEnd } from "../../../domain/rollout/openWaits.ts";
import { isOver, nameOf } from "../../../domain/rollout/pauses.ts";
import { answerBy, shownOf } from "../../../domain/rollout/shown.ts";
import type { Step, Track } from "../../../domain/rollout/state.ts";
import type { Temporal } from "../../../domain/temporal.ts";
import { waitText } from "../../../notify/describe/waits.ts";
import type { Row } from "../../../notify/message.ts";
import { listing, type SlackBlock, type SlackForm, section } from "../../../notify/slack.ts";
import { moment, on, say, type Text } from "../../../notify/text.ts";
import type { Clock, Tracks } from "../../../ports.ts";
import { type About, listed, servicesFor } from "./services.ts";

/** Where the rollouts of the services are, and what they wait for. */
export async function statusText(
  { tracks, clock }: { readonly tracks: Pick<Tracks, "load">; readonly clock: Clock },
  policy: Policy,
  about: About,
): Promise<SlackForm> {
  const { shown, more } = servicesFor(policy, about);
  const now = clock.now();
  const blocks = await Promise.all(
    shown.map(async (service) => {
      const saved = await Promise.all(service.families.map((family) => tracks.load(service.name, family)));
      return blocksOf(
        service,
        saved.map(({ track }) => track),
        now,
      );
    }),
  );
  return listed("Where rollouts are", blocks, more, "status");
}

function blocksOf(service: ServicePolicy, tracks: readonly Track[], now: Temporal.Instant): SlackBlock[] {
  const { name, timezone } = service;
  const pauses = pauseRows(tracks, now);
  const rollouts = tracks.flatMap((track) => shownOf(track).slice(0, mostOfOne));
  if (rollouts.length === 0) {
    const none: Row = { name: "nothing yet", value: say`no image has been published for it`, notes: [] };
    return [section(listing({ title: name, rows: [...pauses, none] }, timezone))];
  }
  return rollouts.map(({ image, status, steps }) => {
    const title = `${name} · ${image.name}${status === "active" ? "" : ` · ${status}`}`;
    return section(listing({ title, rows: [...pauses, ...steps.map((step) => rowOf(step, now))] }, timezone));
  });
}

/** Rollouts of one family in one service. */
const mostOfOne = 3;

/** Every family has the same pauses, but for messages that are on their way. */
function pauseRows(tracks: readonly Track[], now: Temporal.Instant): Row[] {
  const rows = tracks.flatMap(({ service, pauses = [] }) =>
    pauses
      .filter((pause) => !isOver(pause, now))
      .map((pause): [string, Row] => {
        const until = pause.until ? say` until ${moment(pause.until)}` : say``;
        const value = say`paused${until} by ${pause.by.name} since ${moment(pause.at)}: ${pause.reason}`;
        return [nameOf(pause, service), { name: nameOf(pause, service), value, notes: [], mark: "⏸️" }];
      }),
  );
  return [...new Map(rows).values()];
}

function rowOf(step: Step, now: Temporal.Instant): Row {
  const [value = [], ...notes] = wordsOf(step, now);
  return { name: step.environment, value, notes };
}

function wordsOf(step: Step, now: Temporal.Instant): Text[] {
  switch (step.status) {
    case "waiting": {
      const due = step.dueAt ? say`waits, due ${on(step.dueAt)}` : say`waits`;
      const open = openWaitsByEnd(step, now).map(waitText);
      const { approval } = step;
      if (!approval) return [due, ...open];
      if (approval.status === "granted") return [due, ...open, say`approved by ${approval.by.name}`];
      const until = answerBy(step, now);
      return [due, ...open, until ? say`approve or decline by ${moment(until)}` : say`approve or decline`];
    }
    case "running":
      return [say`is being refreshed since ${moment(step.startedAt)}`];
    case "soaking":
      return [say`refreshed ${on(step.endedAt)}, soaks until ${moment(step.until)}`];
    case "succeeded":
      return [say`refreshed ${on(step.endedAt)}`];
    default:
      return [say`${step.status} ${on(step.endedAt)}`, say`${step.reason}`];
  }
}
