import type { EnvironmentPolicy, ServicePolicy } from "../policy.ts";
import type { Temporal } from "../temporal.ts";
import { answerApproval } from "./approval.ts";
import { atCheckpoint, checkpointIn } from "./checkpoints.ts";
import { tagsOf } from "./difference.ts";
import type { Command, Input, RefreshReport, StartOutcome } from "./messages.ts";
import { changePause } from "./pauses.ts";
import type { GroupProgress, Rollout, Step, Track } from "./state.ts";
import { skip } from "./step.ts";
import { commandsToStop, stopStep, wayBack } from "./stop.ts";

/** What an input by itself changes; `note` says why nothing changed. */
export interface Applied {
  readonly track: Track;
  readonly commands: readonly Command[];
  readonly note?: string;
}

export function apply(track: Track, input: Input, policy: ServicePolicy, now: Temporal.Instant): Applied {
  switch (input.kind) {
    case "image-published":
      return imagePublished(track, input, policy, now);
    case "look-again":
      return { track, commands: inspections(track) };
    case "refresh-moved":
      return refreshMoved(track, input);
    case "approve":
    case "decline":
      return { ...answerApproval(track, input, policy, now), commands: [] };
    case "cancel":
    case "roll-back":
      return stopStep(track, input, now);
    case "pause":
    case "resume":
      return { ...changePause(track, input, policy, now), commands: [] };
    case "groups-looked-at":
      return { track: { ...track, found: { ...track.found, ...input.runs } }, commands: [] };
    case "groups-found":
      return groupsFound(track, input, now);
    case "refresh-answered":
      return changeGroup(track, input, (group) => answered(group, input.answer, now));
    case "refresh-inspected":
      return changeGroup(track, { ...input, group: input.report.group }, (group, step) => {
        const settings = policy.environments.find(({ name }) => name === input.environment);
        const changed = inspected(group, input.report, settings, now);
        // It was done before it could be rolled back.
        const isDone = changed?.status === "succeeded" && changed.to === input.image;
        return isDone && step.stop?.verb === "roll-back" ? wayBack(changed, input.image, now) : changed;
      });
    case "stop-refused":
      return changeGroup(track, input, (group) =>
        group.status === "running" && group.refreshId === input.refreshId
          ? { ...group, irreversible: input.reason }
          : undefined,
      );
  }
}

function imagePublished(
  track: Track,
  input: Extract<Input, { kind: "image-published" }>,
  policy: ServicePolicy,
  now: Temporal.Instant,
): Applied {
  const { id, name, architecture, createdAt } = input.image;
  if (track.rollouts.some((rollout) => rollout.image.id === id)) {
    return { track, commands: [], note: `${id} is known already: a repeated publication changes nothing` };
  }
  const tags = tagsOf(input.image);
  const rollout: Rollout = {
    ...(Object.keys(tags).length > 0 && { tags }),
    image: { id, name, architecture, createdAt, ...(input.correlationId && { correlationId: input.correlationId }) },
    publishedAt: input.publishedAt,
    toldAt: now,
    status: "active",
    steps: policy.environments.map((environment) => ({ status: "waiting", environment: environment.name, waits: [] })),
  };
  const older = track.rollouts.findIndex((other) => isNewer(rollout, other));
  const at = older === -1 ? track.rollouts.length : older;
  return { track: { ...track, rollouts: track.rollouts.toSpliced(at, 0, rollout) }, commands: [] };
}

/** Newer by the image's creation; images of the same second by publication. */
function isNewer(a: Rollout, b: Rollout): boolean {
  const created = a.image.createdAt.epochMilliseconds - b.image.createdAt.epochMilliseconds;
  return created > 0 || (created === 0 && a.publishedAt.epochMilliseconds >= b.publishedAt.epochMilliseconds);
}

/** Events may be lost: whenever we look, we ask after every refresh that should be running, and try again where somebody else's was. */
function inspections(track: Track): Command[] {
  const stopped = track.rollouts.flatMap((rollout) =>
    rollout.steps.flatMap((step) => (step.status === "running" ? commandsToStop(rollout, step) : [])),
  );
  const inspected = runningGroups(track).flatMap(({ rollout, step, group }): Command[] => {
    const about = { environment: step.environment, image: rollout.image.id, group: group.name };
    if (group.status === "running") return [{ kind: "inspect-refresh", ...about, refreshId: group.refreshId }];
    if (group.status === "waiting" && !step.stop) return [startRefresh(rollout, step, group.name)];
    return [];
  });
  return [...stopped, ...inspected];
}

function refreshMoved(
  track: Track,
  { group: name, refreshId, checkpoint }: Extract<Input, { kind: "refresh-moved" }>,
): Applied {
  for (const { rollout, step, group } of runningGroups(track)) {
    if (group.name !== name) continue;
    const about = { environment: step.environment, image: rollout.image.id, group: name };
    if (group.status === "running" && group.refreshId === refreshId) {
      const { track: changed } = changeGroup(track, about, () => atCheckpoint(group, checkpoint));
      return { track: changed, commands: [{ kind: "inspect-refresh", ...about, refreshId }] };
    }
    if (group.status === "waiting") {
      return { track, commands: step.stop ? commandsToStop(rollout, step) : [startRefresh(rollout, step, name)] };
    }
  }
  return { track, commands: [], note: `refresh ${refreshId} of ${name} is none that this service waits for` };
}

function groupsFound(track: Track, input: Extract<Input, { kind: "groups-found" }>, now: Temporal.Instant): Applied {
  let commands: Command[] = [];
  const changed = changeStep(track, input, (step, rollout) => {
    if (!step.finding) return undefined;
    if (input.groups.length === 0)
      return skip(step, now, `no group of ${track.service} was found in ${step.environment}`);
    commands = input.groups.map((group) => startRefresh(rollout, step, group));
    return { ...step, finding: false, groups: input.groups.map((name) => ({ status: "pending", name })) };
  });
  const found = input.runs && { ...changed.track.found, [input.environment]: input.runs };
  return { ...changed, track: { ...changed.track, ...(found && { found }) }, commands };
}

function startRefresh(rollout: Rollout, step: Extract<Step, { status: "running" }>, group: string): Command {
  const { environment, attempt, startedAt } = step;
  return { kind: "start-refresh", environment, image: rollout.image.id, group, attempt, since: startedAt };
}

function answered(group: GroupProgress, answer: StartOutcome, now: Temporal.Instant): GroupProgress | undefined {
  if (group.status !== "pending" && group.status !== "waiting") return undefined;
  const { name } = group;
  switch (answer.outcome) {
    case "started": {
      const { refreshId, from, to } = answer;
      return { status: "running", name, refreshId, startedAt: now, to, ...(from && { from }) };
    }
    case "left":
      return {
        status: "left",
        name,
        why: answer.why,
        reason: answer.reason,
        ...(answer.from && { from: answer.from }),
      };
    case "busy":
      return { ...group, status: "waiting", reason: answer.reason };
    case "refused":
      return { status: "failed", name, reason: answer.reason, endedAt: now };
  }
}

function inspected(
  group: GroupProgress,
  report: RefreshReport,
  policy: EnvironmentPolicy | undefined,
  now: Temporal.Instant,
): GroupProgress | undefined {
  if (group.status !== "running" || group.refreshId !== report.refreshId) return undefined;
  const { percent: _, status: __, irreversible, checkpoint, ...rest } = group;
  const endedAt = report.endedAt ?? now;
  const reason = [
    report.reason ?? `the instance refresh ended as ${report.status}`,
    ...(report.status === "Cancelled" && report.percent !== undefined
      ? [`${report.percent} % of its instances were done, and stay`]
      : []),
    ...(irreversible === undefined ? [] : [`it could not be rolled back: ${irreversible}`]),
    ...report.failedActivities,
  ].join(" · ");
  switch (report.status) {
    case "Successful":
      return { ...rest, status: "succeeded", endedAt };
    case "Failed":
    case "RollbackFailed":
    case "Cancelled":
      return { ...rest, status: "failed", reason, endedAt };
    case "RollbackSuccessful":
      return { ...rest, status: "rolled-back", reason, endedAt };
    default:
      return atCheckpoint(
        {
          ...rest,
          status: "running",
          ...(report.percent !== undefined && { percent: report.percent }),
          ...(irreversible !== undefined && { irreversible }),
          ...(checkpoint && { checkpoint }),
        },
        checkpointIn(report, policy),
      );
  }
}

type Where = { readonly environment: string; readonly image: string };

function changeGroup(
  track: Track,
  where: Where & { readonly group: string },
  change: (group: GroupProgress, step: Extract<Step, { status: "running" }>) => GroupProgress | undefined,
): Applied {
  return changeStep(track, where, (step) => {
    const index = step.groups.findIndex((group) => group.name === where.group);
    const group = step.groups[index];
    const changed = group && change(group, step);
    return changed && { ...step, groups: step.groups.with(index, changed) };
  });
}

/** Changes the running step of an image in an environment; an answer to a step that has gone on changes nothing. */
function changeStep(
  track: Track,
  { environment, image }: Where,
  change: (step: Extract<Step, { status: "running" }>, rollout: Rollout) => Step | undefined,
): Applied {
  const r = track.rollouts.findIndex((rollout) => rollout.image.id === image);
  const rollout = track.rollouts[r];
  const s = rollout?.steps.findIndex((step) => step.environment === environment) ?? -1;
  const step = rollout?.steps[s];
  const changed = rollout && step?.status === "running" ? change(step, rollout) : undefined;
  if (!rollout || !changed)
    return { track, commands: [], note: `nothing waits for this of ${image} in ${environment}` };
  const after = { ...rollout, steps: rollout.steps.with(s, changed) };
  // Of a stopped step, what has become of one group may ask for more.
  const commands = changed.status === "running" && changed.stop ? commandsToStop(after, changed) : [];
  const known = step?.status === "running" ? commandsToStop(rollout, step) : [];
  return {
    track: { ...track, rollouts: track.rollouts.with(r, after) },
    commands: commands.filter((one) => !known.some((other) => isSame(one, other))),
  };
}

const isSame = (a: Command, b: Command) => a.kind === b.kind && "group" in a && "group" in b && a.group === b.group;

function runningGroups(track: Track) {
  return track.rollouts.flatMap((rollout) =>
    rollout.steps.flatMap((step) =>
      step.status === "running" ? step.groups.map((group) => ({ rollout, step, group })) : [],
    ),
  );
}
