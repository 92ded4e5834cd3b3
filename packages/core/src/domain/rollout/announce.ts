import type { DomainEvent } from "../../events.ts";
import type { ServicePolicy } from "../policy.ts";
import type { Temporal } from "../temporal.ts";
import { approvalEvents } from "./announceAnswers.ts";
import { checkpointEvents } from "./announceCheckpoints.ts";
import { dateEvents } from "./announceDates.ts";
import { pauseEvents } from "./announcePauses.ts";
import { differenceIn } from "./difference.ts";
import type { Rollout, Step, Track } from "./state.ts";

/** What there is to tell between two states of a track: the events are the difference, whatever led to it. */
export function announce(before: Track, after: Track, policy: ServicePolicy, now: Temporal.Instant): DomainEvent[] {
  const known = new Map(before.rollouts.map((rollout) => [rollout.image.id, rollout]));
  const ofRollouts = after.rollouts.flatMap((rollout) => {
    const previous = known.get(rollout.image.id);
    return previous === rollout ? [] : rolloutEvents(after, previous, rollout, policy, now);
  });
  return [...pauseEvents(before, after, policy, now), ...ofRollouts];
}

function rolloutEvents(
  track: Track,
  previous: Rollout | undefined,
  rollout: Rollout,
  policy: ServicePolicy,
  now: Temporal.Instant,
): DomainEvent[] {
  const about = { service: track.service, team: policy.team, family: track.family, image: rollout.image, at: now };
  const id = (what: string) => `${track.service}/${track.family}/${rollout.image.id}/${what}`;
  const events: DomainEvent[] = [];
  // An image that is superseded on arrival has no plan to tell of.
  if (!previous && rollout.status !== "superseded") {
    const differences = rollout.steps.map(({ environment }) => differenceIn(track, rollout, environment));
    const steps = rollout.steps.map(({ environment, dueAt, waits }, index) => {
      const { tags: _, ...before } = differences[index] ?? {};
      return { environment, ...(dueAt && { dueAt }), waits, ...before };
    });
    const tags = differences.at(-1)?.tags;
    events.push({ type: "rollout.planned", detail: { ...about, id: id("planned"), steps, ...(tags && { tags }) } });
  }
  const answers = approvalEvents(previous, rollout, about, id);
  events.push(...answers.filter(({ type }) => type !== "approval.wanted"));
  rollout.steps.forEach((step, index) => {
    const { environment } = step;
    const before = previous?.steps[index];
    if ("stop" in step && step.stop && !(before && "stop" in before && before.stop)) {
      const { stop } = step;
      const groups = step.groups.filter(({ status }) => status === "running" || status === "pending");
      const detail = { ...about, environment, id: id(`${environment}/stopped`), ...stop, at: now };
      events.push({ type: "step.stopped", detail: { ...detail, groups: groups.map(({ name }) => name) } });
    }
    events.push(...checkpointEvents(before, step, { ...about, environment }, id));
    const event = stepEvent(before, step);
    if (!event) return;
    const detail = { ...about, environment, id: id(`${environment}/${event.split(".")[1]}`) };
    switch (step.status) {
      case "running":
        events.push({
          type: "step.started",
          detail: {
            ...detail,
            groups: step.groups.map((group) => group.name),
            publishedAt: rollout.publishedAt,
            waits: step.waits,
            ...differenceIn(track, rollout, environment),
          },
        });
        break;
      case "soaking":
      case "succeeded":
        events.push({
          type: "step.succeeded",
          detail: { ...detail, groups: step.groups, startedAt: step.startedAt, ...nextIn(rollout.steps[index + 1]) },
        });
        break;
      case "failed":
      case "rolled-back": {
        const { groups, reason, startedAt, stop } = step;
        const rolledBack = step.status === "rolled-back";
        const later = rollout.steps.slice(index + 1).filter((one) => "groups" in one);
        const startedAfter = later.map((one) => one.environment);
        const told = { ...(stop && { stop }), ...(startedAfter.length > 0 && { startedAfter }) };
        events.push({ type: "step.failed", detail: { ...detail, groups, reason, startedAt, rolledBack, ...told } });
        break;
      }
      case "skipped":
        events.push({ type: "step.skipped", detail: { ...detail, reason: step.reason, passes: step.passes } });
        break;
      case "superseded":
        events.push({ type: "step.superseded", detail: { ...detail, by: step.by } });
        break;
      case "declined":
      case "waiting":
        break;
    }
  });
  events.push(...dateEvents(previous, rollout, about, id, track.pauses ?? []));
  events.push(...answers.filter(({ type }) => type === "approval.wanted"));
  // Where every environment had nothing to refresh, each has said so, and no group runs the image.
  const runs = rollout.steps.some((step) => step.status === "succeeded");
  if (rollout.status === "succeeded" && previous?.status !== "succeeded" && runs) {
    const steps = rollout.steps.map((step) => ({
      environment: step.environment,
      status: step.status,
      ...("endedAt" in step && { endedAt: step.endedAt }),
      groups: "groups" in step ? step.groups.length : 0,
    }));
    events.push({ type: "rollout.completed", detail: { ...about, id: id("completed"), steps } });
  }
  return events;
}

/** What is next, when it has its turn: at once where it has it by then. */
function nextIn(step: Step | undefined): Pick<Extract<DomainEvent, { type: "step.succeeded" }>["detail"], "next"> {
  if (step?.status !== "waiting" && step?.status !== "running") return {};
  const { environment, dueAt } = step;
  return { next: { environment, ...(dueAt && { dueAt }) } };
}

/** The event that a step's change amounts to, by name. */
function stepEvent(previous: Step | undefined, step: Step): DomainEvent["type"] | undefined {
  switch (step.status) {
    case "declined":
    case "waiting":
      return undefined;
    case "running":
      if (step.stop) return undefined;
      return !step.finding && (previous?.status !== "running" || previous.finding) ? "step.started" : undefined;
    case "soaking":
    case "succeeded":
      return previous?.status === "soaking" || previous?.status === "succeeded" ? undefined : "step.succeeded";
    default: {
      if (previous?.status === step.status) return undefined;
      return step.status === "skipped"
        ? "step.skipped"
        : step.status === "superseded"
          ? "step.superseded"
          : "step.failed";
    }
  }
}
