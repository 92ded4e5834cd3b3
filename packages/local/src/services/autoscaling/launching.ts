import { createHash } from "node:crypto";
import { AwsError } from "../../endpoint/operations.ts";
import { finish, record } from "./activities.ts";
import { type Candidate, candidates } from "./configuration.ts";
import type { Configuration, GroupInstance, LocalActivity, LocalGroup } from "./model.ts";
import type { AutoScalingState } from "./state.ts";

/** From the launch to InService: a minute and up to as much again, by instance. */
const LAUNCH_MS = 60_000;
/** From Terminating until the instance is gone. */
const TERMINATE_MS = 45_000;
const SPREAD_MS = 50_000;

/** After a failed launch the next is tried after a minute, then after two, four, … */
const RETRY_MS = 60_000;
const LONGEST_RETRY_MS = 2 * 60 * 60_000;
/** "Trying to launch instances for over 24 hours": Auto Scaling then suspends the process itself. */
const GIVE_UP_MS = 24 * 60 * 60_000;

/**
 * Begins to launch one instance. Answers false if that has failed: it then stands in the activities, and
 * `group.launchFailures` says when to try again. `changed` is called when the instance is in service.
 */
export function launch(
  state: AutoScalingState,
  group: LocalGroup,
  from: { readonly configuration: Configuration; readonly launchedBy: GroupInstance["launchedBy"] },
  cause: string,
  changed: () => void,
): boolean {
  const { clock } = state.context;
  let chosen: Candidate;
  try {
    chosen = nextCandidate(group, candidates(state, from.configuration));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    failed(state, group, record(state, group, "Launching a new EC2 instance", cause), error.message);
    return false;
  }
  const outlook = state.ec2.launchability(chosen.imageId, chosen.type);
  if (!outlook.launches) {
    const description = `Launching a new EC2 instance.  Status Reason: ${outlook.message}`;
    failed(state, group, record(state, group, description, cause), outlook.message);
    return false;
  }
  const instance = add(state, group, chosen, { launchedBy: from.launchedBy });
  const activity = record(state, group, `Launching a new EC2 instance: ${instance.id}`, cause);
  clock.at(clock.now() + LAUNCH_MS + spread(instance.id), () => {
    finish(state, activity);
    if (group.instances.get(instance.id) !== instance || instance.lifecycle !== "Pending") return;
    instance.lifecycle = "InService";
    instance.inServiceAt = clock.now();
    instance.healthy = outlook.healthy;
    group.launchFailures = undefined;
    changed();
  });
  return true;
}

/** Adds an instance to the group: pending, or in service since `inServiceAt` for those that were there before. */
export function add(
  state: AutoScalingState,
  group: LocalGroup,
  chosen: Candidate,
  as: { readonly launchedBy: GroupInstance["launchedBy"]; readonly inServiceAt?: number },
): GroupInstance {
  const zone = nextZone(group);
  const launchedAt = as.inServiceAt ?? state.context.clock.now();
  const imageId = chosen.imageId ?? "";
  const propagated = [...group.tags].filter(([, tag]) => tag.propagate).map(([key, tag]) => [key, tag.value]);
  const instance: GroupInstance = {
    id: state.ec2.run({
      imageId,
      type: chosen.type,
      zone,
      launchedAt,
      running: as.inServiceAt !== undefined,
      tags: { ...Object.fromEntries(propagated), "aws:autoscaling:groupName": group.name },
    }),
    imageId,
    type: chosen.type,
    zone,
    launchedAt,
    template: chosen.template && {
      id: chosen.template.id,
      name: chosen.template.name,
      version: chosen.template.version,
    },
    launchConfiguration: chosen.launchConfiguration,
    launchedBy: as.launchedBy,
    lifecycle: as.inServiceAt === undefined ? "Pending" : "InService",
    inServiceAt: as.inServiceAt,
    healthy: true,
    protected: group.newInstancesProtected,
  };
  group.instances.set(instance.id, instance);
  return instance;
}

/** Begins to terminate an instance; it leaves the group when it is gone. */
export function terminate(
  state: AutoScalingState,
  group: LocalGroup,
  instance: GroupInstance,
  cause: string,
  changed: () => void,
): LocalActivity {
  const { clock } = state.context;
  instance.lifecycle = "Terminating";
  state.ec2.terminate(instance.id);
  const activity = record(state, group, `Terminating EC2 instance: ${instance.id}`, cause);
  clock.at(clock.now() + TERMINATE_MS + spread(instance.id), () => {
    finish(state, activity);
    group.instances.delete(instance.id);
    changed();
  });
  return activity;
}

function failed(state: AutoScalingState, group: LocalGroup, activity: LocalActivity, message: string): void {
  finish(state, activity, message);
  const now = state.context.clock.now();
  const before = group.launchFailures;
  const count = (before?.count ?? 0) + 1;
  const since = before?.since ?? now;
  if (now - since >= GIVE_UP_MS) group.suspended.set("Launch", "Administrative suspension");
  group.launchFailures = {
    count,
    since,
    message,
    retryAt: now + Math.min(LONGEST_RETRY_MS, RETRY_MS * 2 ** Math.min(count - 1, 20)),
  };
}

/** Spreads a mixed instances group over its instance types: the one with the fewest instances, the first of them. */
function nextCandidate(group: LocalGroup, from: readonly Candidate[]): Candidate {
  const chosen = fewest(from, (one) => countOf(group, (instance) => instance.type === one.type));
  if (!chosen) throw new AwsError("ValidationError", "The group's configuration launches nothing.");
  return chosen;
}

function nextZone(group: LocalGroup): string {
  return fewest(group.zones, (zone) => countOf(group, (instance) => instance.zone === zone)) ?? "";
}

const countOf = (group: LocalGroup, test: (instance: GroupInstance) => boolean) =>
  [...group.instances.values()].filter((one) => one.lifecycle !== "Terminating" && test(one)).length;

function fewest<T>(items: readonly T[], count: (item: T) => number): T | undefined {
  return items.reduce<T | undefined>(
    (best, item) => (best === undefined || count(item) < count(best) ? item : best),
    undefined,
  );
}

/** The same for the same instance in every run. */
function spread(id: string): number {
  return createHash("sha256").update(id).digest().readUInt16BE(0) % SPREAD_MS;
}
