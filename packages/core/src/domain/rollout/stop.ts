import type { Temporal } from "../temporal.ts";
import type { Command, StopMessage } from "./messages.ts";
import { reasonsOf } from "./reasons.ts";
import type { GroupProgress, Rollout, Step, Stop, Track } from "./state.ts";
import { move } from "./table.ts";

type Running = Extract<Step, { status: "running" }>;

interface Stopped {
  readonly track: Track;
  readonly commands: readonly Command[];
  /** Why it changed nothing. */
  readonly note?: string;
}

/**
 * Stops a step that is running, or takes back one that has succeeded. No gate is asked: neither a window nor a freeze nor
 * a pause keeps an image that harms from being taken away.
 */
export function stopStep(track: Track, asked: StopMessage, now: Temporal.Instant): Stopped {
  const { environment, image } = asked;
  const r = track.rollouts.findIndex((rollout) => rollout.image.id === image);
  const rollout = track.rollouts[r];
  const s = rollout?.steps.findIndex((one) => one.environment === environment) ?? -1;
  const step = rollout?.steps[s];
  const newer = track.rollouts.slice(0, r).find((other) => hasStarted(other, environment));
  const stopped =
    !rollout || !step ? "it is not on its way there" : (whatComesAfter(newer) ?? stop(step, rollout, asked, now));
  if (!rollout || typeof stopped === "string") {
    return { track, commands: [], note: `${environment} of ${track.service} and ${image}: ${stopped}` };
  }
  const { endedAt: _, ...rest } = rollout;
  const reopened: Rollout = { ...rest, status: "active", steps: rollout.steps.with(s, stopped) };
  return {
    track: { ...track, rollouts: track.rollouts.with(r, reopened) },
    commands: commandsToStop(reopened, stopped),
  };
}

const hasStarted = ({ steps }: Rollout, environment: string) =>
  steps.some((step) => step.environment === environment && "groups" in step);

const whatComesAfter = (newer: Rollout | undefined) => newer && `${newer.image.name} was started there after it`;

function stop(
  step: Step,
  { image }: Rollout,
  { kind, by, at, reason }: StopMessage,
  now: Temporal.Instant,
): Running | string {
  const asked: Stop = { verb: kind, by, at, reason };
  if (step.status === "running") {
    if (step.stop) return `${step.stop.by.name} has asked for that already`;
    const groups = step.groups.map((group) => stopGroup(group, image.id, asked, now));
    return { ...step, attempt: step.attempt + 1, finding: false, groups, stop: asked };
  }
  if (kind === "cancel") return `nothing is being refreshed, it is ${step.status}`;
  if (step.status !== "succeeded" && step.status !== "soaking") return `nothing was refreshed, it is ${step.status}`;
  const { environment, dueAt, waits, approval, attempt, groups } = step;
  const known = { environment, waits, ...(dueAt && { dueAt }), ...(approval && { approval }) };
  const back = groups.map((group) => stopGroup(group, image.id, asked, now));
  return move(step, "take back", {
    ...known,
    status: "running",
    startedAt: now,
    attempt: attempt + 1,
    finding: false,
    groups: back,
    stop: asked,
  }) as Running;
}

/** A group that has not begun does not begin; one that has the image goes back, if that is what was asked for. */
function stopGroup(group: GroupProgress, image: string, { verb, by }: Stop, now: Temporal.Instant): GroupProgress {
  const { name } = group;
  if (group.status === "pending" || group.status === "waiting") {
    return { status: "left", name, why: "stopped", reason: `was not begun: ${by.name} stopped it` };
  }
  return group.status === "succeeded" && verb === "roll-back" ? wayBack(group, image, now) : group;
}

/** A group that has taken the image, on its way to the one before. */
export function wayBack({ name, from }: GroupProgress, image: string, now: Temporal.Instant): GroupProgress {
  if (from !== undefined) return { status: "pending", name, from: image, to: from };
  return { status: "failed", name, reason: "which image it ran before is not known", endedAt: now };
}

/** What is to be done for a stopped step; again whenever it is looked at, for each is idempotent. */
export function commandsToStop(
  { image }: Rollout,
  { stop, environment, attempt, startedAt, groups }: Running,
): Command[] {
  if (!stop) return [];
  return groups.flatMap((group): Command[] => {
    const about = { environment, image: image.id, group: group.name };
    switch (group.status) {
      case "pending":
      case "waiting":
        return group.to === undefined
          ? []
          : [{ kind: "start-refresh", ...about, attempt, since: startedAt, back: group.to }];
      case "running": {
        // It is on its way back already.
        if (group.to !== undefined && group.to !== image.id) return [];
        const cancels = stop.verb === "cancel" || group.irreversible !== undefined;
        return [{ kind: cancels ? "cancel-refresh" : "roll-back-refresh", ...about, refreshId: group.refreshId }];
      }
      default:
        return [];
    }
  });
}

/** How a stopped step ends once every group has: rolled back where all that had begun is what it was before. */
export function endOfStop(step: Running, now: Temporal.Instant): Step {
  const { finding: _, ...rest } = step;
  const { stop } = step;
  if (!stop) throw new Error(`nobody has stopped ${step.environment}`);
  const broken = step.groups.filter(({ status }) => status === "failed");
  const what =
    stop.verb === "cancel" ? "cancelled" : broken.length === 0 ? "rolled back" : "not rolled back everywhere";
  const said = `${what} for ${stop.by.name}: ${stop.reason}`;
  const reason = broken.length === 0 ? said : `${said}; ${reasonsOf(broken)}`;
  return stop.verb === "roll-back" && broken.length === 0
    ? move(step, "roll back", { ...rest, status: "rolled-back", endedAt: now, reason })
    : move(step, "fail", { ...rest, status: "failed", endedAt: now, reason });
}
