import type { DomainEvent } from "../../events.ts";
import { whyPaused } from "../gates/pause.ts";
import type { Temporal } from "../temporal.ts";
import { idOfPause } from "./announcePauses.ts";
import { openWaits } from "./openWaits.ts";
import type { Pause, Rollout, Step, Wait } from "./state.ts";

type Waits = Extract<Step, { status: "waiting" }>;
type About = Pick<
  Extract<DomainEvent, { type: "step.moved" }>["detail"],
  "service" | "team" | "family" | "image" | "at"
>;

/**
 * What there is to tell of the dates of waiting steps, after the plan has told them: that they moved, or come near.
 * `pauses`: what was said of pauses of the service.
 */
export function dateEvents(
  previous: Rollout | undefined,
  rollout: Rollout,
  about: About,
  id: (what: string) => string,
  pauses: readonly Pause[],
): DomainEvent[] {
  return rollout.steps.flatMap((step, index): DomainEvent[] => {
    const before = previous?.steps[index];
    if (step.status !== "waiting" || before?.status !== "waiting") return [];
    const { told } = step;
    if (!told || !before.told || told === before.told) return [];
    const { environment } = step;
    const { dueAt } = told;
    const waits = openWaits(step, about.at);
    const isNews = !told.at.equals(before.told.at);
    if (dueAt && isNews && (told.reminders ?? 0) > (before.told.reminders ?? 0)) {
      const held = waits.find(({ gate, until }) => gate === "pause" && !until);
      const pause = held && openPause(held, environment, pauses);
      const detail = { ...about, environment, id: id(`${environment}/coming-up/${dueAt}/${about.at}`), dueAt, waits };
      return [{ type: "step.coming-up", detail: { ...detail, ...(pause && { paused: pause.scope }) } }];
    }
    const was = before.told.dueAt;
    if (dueAt?.epochMilliseconds === was?.epochMilliseconds) return [];
    const detail = {
      ...about,
      environment,
      id: id(`${environment}/moved/${dueAt ?? "unknown"}/${about.at}`),
      ...(was && { was }),
      ...(dueAt && { dueAt }),
      ...whyMoved(before, step, was, about.at, pauses, about.service),
      waits,
    };
    return [{ type: "step.moved", detail }];
  });
}

/** What has come between, or what has gone where the date became earlier; else what it waits for longest. */
function whyMoved(
  before: Waits,
  step: Waits,
  was: Temporal.Instant | undefined,
  now: Temporal.Instant,
  pauses: readonly Pause[],
  service: string,
): Why {
  const [old, open] = [openWaits(before, now), openWaits(step, now)];
  const dueAt = step.told?.dueAt;
  const isEarlier = dueAt && was && dueAt.epochMilliseconds < was.epochMilliseconds;
  const gone = newIn(old, open).find(
    ({ gate, until }) =>
      (isEarlier && (!until || until.epochMilliseconds >= dueAt.epochMilliseconds)) ||
      (dueAt && !was && gate === "pause"),
  );
  if (gone) return whyGone(gone, step.environment, pauses, service);
  const longest =
    newIn(open, old).find(({ until }) => !until || !was || until.epochMilliseconds > was.epochMilliseconds) ??
    open.find(({ gate, until }) => gate !== "promotion" && (dueAt ? until?.equals(dueAt) : !until)) ??
    open.find(({ until }) => !until) ??
    open.at(-1);
  if (!longest) return { reason: `nothing else holds ${step.environment} up` };
  const pause = openPause(longest, step.environment, pauses);
  return { reason: longest.reason, ...(pause && { cause: idOfPause(pause, service) }) };
}

const isOf = (pause: Pause, { gate, reason }: Wait, environment: string): boolean =>
  gate === "pause" && (pause.environment ?? environment) === environment && whyPaused(pause) === reason;

const openPause = (wait: Wait, environment: string, pauses: readonly Pause[]): Pause | undefined =>
  pauses.find((pause) => !pause.resumed && isOf(pause, wait, environment));

interface Why {
  readonly reason: string;
  /** The event that says so itself, where somebody has paused or resumed. */
  readonly cause?: string;
}

function whyGone(wait: Wait, environment: string, pauses: readonly Pause[], service: string): Why {
  const pause = pauses.findLast((one) => one.resumed && isOf(one, wait, environment));
  if (!pause?.resumed) return { reason: `it no longer waits for this: ${wait.reason}` };
  const { by, reason: why } = pause.resumed;
  return {
    reason: `resumed by ${by.name}${why === undefined ? "" : `: ${why}`}`,
    cause: idOfPause(pause, service),
  };
}

/** Those whose gate is not among the others. */
const newIn = (waits: readonly Wait[], others: readonly Wait[]) =>
  waits.filter((wait) => !others.some(({ gate }) => gate === wait.gate));
