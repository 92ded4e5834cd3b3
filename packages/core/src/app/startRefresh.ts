import type { Family } from "../domain/family.ts";
import type { Group } from "../domain/group.ts";
import { bringsImage } from "../domain/launch/brings.ts";
import { desiredConfiguration } from "../domain/launch/desired.ts";
import type { LaunchFacts } from "../domain/launch/facts.ts";
import { leaveGroup } from "../domain/launch/leave.ts";
import { planLaunch } from "../domain/launch/plan.ts";
import { goesForward, isActive } from "../domain/launch/refreshStatus.ts";
import type { EnvironmentPolicy } from "../domain/policy.ts";
import type { StartOutcome } from "../domain/rollout/messages.ts";
import type { Temporal } from "../domain/temporal.ts";
import type { Groups, Refreshes, RefreshSummary } from "../ports.ts";
import { type LaunchFactsPorts, launchFacts } from "./launchFacts.ts";

export interface StartRefreshPorts extends LaunchFactsPorts {
  readonly groups: Groups;
  readonly refreshes: Refreshes;
}

export interface StartRefresh {
  readonly service: string;
  readonly family: Family;
  readonly environment: EnvironmentPolicy;
  /** The wanted image's id. */
  readonly image: string;
  readonly group: string;
  readonly attempt: number;
  /** When the attempt began: a refresh to the image from before it belongs to an earlier one. */
  readonly since: Temporal.Instant;
  /** The image is the one from before: a newer one gives way to it. */
  readonly backwards?: boolean;
}

/**
 * Starts the refresh of one group to an image, once in an attempt however often it is asked to: a refresh of this
 * attempt that already brings the image is taken for the one wanted. The group itself is never edited. Every expected
 * obstacle is an outcome; throttling and outages are thrown, to be tried again.
 */
export async function startRefresh(ports: StartRefreshPorts, request: StartRefresh): Promise<StartOutcome> {
  const answer = await attempt(ports, request);
  if (answer !== "lost race") return answer;
  // Another refresh has begun since we looked: perhaps our own, from the same message delivered twice.
  const second = await attempt(ports, request);
  if (second !== "lost race") return second;
  throw new Error(`a refresh of ${request.group} is active, but AWS does not list it yet; to be tried again`);
}

async function attempt(ports: StartRefreshPorts, request: StartRefresh): Promise<StartOutcome | "lost race"> {
  const group = await ports.groups.describe(request.group);
  if (!group) return { outcome: "left", why: "not-found", reason: `there is no group ${request.group}` };

  const known = await ports.refreshes.list(group.name);
  const candidates = known.filter((refresh) => mayBeOurs(refresh, request.since));
  const desired = candidates.flatMap((refresh) => refresh.desired ?? []);
  const facts = await launchFacts(ports, group, desired, request);
  if ("refused" in facts) return leaveGroup(group) ?? { outcome: "refused", reason: facts.refused };

  const ours = candidates.find((refresh) => refresh.desired && bringsImage(refresh.desired, facts));
  if (ours) return adopted(ours, facts, request);
  const left = leaveGroup(group);
  if (left) return left;
  const active = known.find((refresh) => isActive(refresh.status));
  if (active) return { outcome: "busy", refreshId: active.refreshId, reason: occupied(active) };
  return begin(ports, group, facts, request);
}

async function begin(
  ports: StartRefreshPorts,
  group: Group,
  facts: LaunchFacts,
  { service, environment, attempt, image }: StartRefresh,
): Promise<StartOutcome | "lost race"> {
  const plan = planLaunch(facts, { service, environment: environment.name, attempt });
  if (plan.outcome !== "refresh") return plan;
  if (group.launch.kind === "launch-configuration") throw new Error(`a plan for ${group.name} without a template`);

  const created = new Map<string, number>();
  for (const version of plan.create) {
    const answer = await ports.launchTemplates.createVersion(version);
    if (answer.outcome === "refused") {
      return { outcome: "refused", reason: `no new version of ${version.templateId}: ${answer.reason}` };
    }
    created.set(version.clientToken, answer.version.version);
  }
  const { autoRollback, ...preferences } = environment.refresh;
  const answer = await ports.refreshes.start(group.name, desiredConfiguration(group.launch, plan.edits, created), {
    ...preferences,
    autoRollback: autoRollback && plan.rollback,
  });
  switch (answer.outcome) {
    case "started":
      return { outcome: "started", refreshId: answer.refreshId, to: image, ...(plan.from && { from: plan.from }) };
    case "refused":
      return answer;
    case "busy":
      return "lost race";
  }
}

/** AWS tells the start of a refresh in whole seconds, `since` is finer. */
function mayBeOurs(refresh: RefreshSummary, since: Temporal.Instant): boolean {
  if (goesForward(refresh.status)) return true;
  const from = Math.floor(since.epochMilliseconds / 1000) * 1000;
  return refresh.startedAt !== undefined && refresh.startedAt.epochMilliseconds >= from;
}

function adopted(refresh: RefreshSummary, facts: LaunchFacts, request: StartRefresh): StartOutcome {
  const { refreshId } = refresh;
  const plan = planLaunch(facts, { service: request.service, environment: request.environment.name, attempt: 0 });
  // Once the refresh has succeeded, the group itself names the wanted image, and what it ran before is not known.
  const from = plan.outcome !== "refused" && plan.from !== request.image ? plan.from : undefined;
  return { outcome: "started", refreshId, to: request.image, ...(from && { from }) };
}

function occupied({ refreshId, status, startedAt, percent }: RefreshSummary): string {
  const since = startedAt ? ` since ${startedAt}` : "";
  const progress = percent === undefined ? "" : `, ${percent} % done`;
  return `another instance refresh (${refreshId}) is ${status}${since}${progress}`;
}
