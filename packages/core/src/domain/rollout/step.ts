import { after } from "../duration.ts";
import type { EnvironmentPolicy } from "../policy.ts";
import type { Temporal } from "../temporal.ts";
import { type Alike, alike, reasonsOf, whose } from "./reasons.ts";
import type { GroupProgress, LeftReason, Person, Step } from "./state.ts";
import { endOfStop } from "./stop.ts";
import { move } from "./table.ts";

type Running = Extract<Step, { status: "running" }>;

/** How a running step goes on once every group has ended; the step itself while any has not. */
export function finish(step: Running, next: EnvironmentPolicy | undefined, now: Temporal.Instant): Step {
  const { groups } = step;
  if (step.finding || !groups.every(groupHasEnded)) return step;
  if (step.stop) return endOfStop(step, now);
  const { finding: _, ...rest } = step;

  const broken = groups.filter((g) => g.status === "failed" || g.status === "rolled-back");
  if (broken.length > 0) {
    const reason = reasonsOf(broken);
    return broken.every((g) => g.status === "rolled-back")
      ? move(step, "roll back", { ...rest, status: "rolled-back", endedAt: now, reason })
      : move(step, "fail", { ...rest, status: "failed", endedAt: now, reason });
  }
  if (groups.every((g) => g.status === "left" && !runsImage(g.why))) {
    return skip(step, now, `nothing to refresh in ${step.environment}: ${alike(groups).map(whyLeft).join("; ")}`);
  }
  if (next && !next.soak.blank) {
    return move(step, "soak", { ...rest, status: "soaking", endedAt: now, until: after(now, next.soak) });
  }
  return move(step, "succeed", { ...rest, status: "succeeded", endedAt: now });
}

/** Ends a step in which nothing is there to be refreshed; the next environment may go on. */
export function skip(step: Step, now: Temporal.Instant, reason: string, passes = true): Step {
  return move(step, "skip", { ...known(step), status: "skipped", endedAt: now, reason, passes });
}

/** Ends a step that somebody who was asked does not want, or, without `by`, that nobody has answered for. */
export function decline(
  step: Step,
  now: Temporal.Instant,
  said: { readonly reason: string; readonly by?: Person; readonly comment?: string },
): Step {
  return move(step, "decline", { ...known(step), status: "declined", endedAt: now, ...said });
}

/** What stays known of a step, whatever becomes of it. A question that nobody has answered is withdrawn. */
export function known({ environment, dueAt, waits, approval }: Step): Pick<Step, "environment" | "waits"> & {
  dueAt?: Temporal.Instant;
  approval?: NonNullable<Step["approval"]>;
} {
  return {
    environment,
    ...(dueAt && { dueAt }),
    waits,
    ...(approval?.status === "granted" && { approval }),
  };
}

/** When the environment passed on what it was for, or undefined while it has not (or never will). */
export function passedAt(step: Step): Temporal.Instant | undefined {
  if (step.status === "succeeded" || step.status === "soaking") return step.endedAt;
  if (step.status === "skipped" && step.passes) return step.endedAt;
  return undefined;
}

export function groupHasEnded(group: GroupProgress): boolean {
  return group.status !== "pending" && group.status !== "waiting" && group.status !== "running";
}

/** Groups that are left because they run the image already, or a newer one, are as good as refreshed. */
function runsImage(why: LeftReason): boolean {
  return why === "already-on-image" || why === "newer-image";
}

/** `web-a runs another family`: the reason of one group goes on with its name. */
const whyLeft = (some: Alike) => `${whose(some)}${some.names.length === 1 ? "" : ":"} ${some.reason}`;
