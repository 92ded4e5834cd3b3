import type { Before } from "./gates/gate.ts";
import { judge } from "./gates/index.ts";
import type { ServicePolicy } from "./policy.ts";
import type { Wait } from "./rollout/state.ts";
import type { Temporal } from "./temporal.ts";

export interface PlannedStep {
  readonly environment: string;
  /** The earliest start, as if every refresh took no time and succeeded; absent where it cannot be known. */
  readonly dueAt?: Temporal.Instant;
  readonly waits: readonly Wait[];
  /** Why it does not take the image at all. */
  readonly nothing?: string;
}

/** What will happen when, for every environment of a service, if an image were published at `publishedAt`. */
export function planRollout(
  service: ServicePolicy,
  publishedAt: Temporal.Instant,
  now: Temporal.Instant,
): PlannedStep[] {
  let before: Before | undefined;
  return service.environments.map((environment) => {
    const verdict = judge({ now, environment, publishedAt, toldAt: now, approved: false, ...(before && { before }) });
    const dueAt = verdict.kind === "open" ? now : verdict.kind === "waiting" ? verdict.dueAt : undefined;
    before = { environment: environment.name, status: "expected", at: dueAt ?? now };
    return {
      environment: environment.name,
      ...(dueAt && { dueAt }),
      waits: verdict.kind === "waiting" ? verdict.waits : [],
    };
  });
}
