import type { EnvironmentPolicy } from "../policy.ts";
import type { Pause, Wait } from "../rollout/state.ts";
import type { Temporal } from "../temporal.ts";

/** May the step start? Each gate answers for itself; together they are the rule (design: "When a step may start"). */
export type Answer =
  | { readonly kind: "pass" }
  | ({ readonly kind: "wait" } & Wait)
  | { readonly kind: "fail"; readonly gate: Wait["gate"]; readonly reason: string };

export interface GateContext {
  readonly now: Temporal.Instant;
  readonly environment: EnvironmentPolicy;
  readonly publishedAt: Temporal.Instant;
  readonly toldAt: Temporal.Instant;
  /** The environment before this one in promotion order; absent for the first. */
  readonly before?: Before;
  /** Another image on its way through this environment. */
  readonly occupant?: Occupant;
  /** Has somebody approved this image for this environment? */
  readonly approved: boolean;
  /** Those that concern this environment and that nobody has ended; their own end may have come. */
  readonly pauses?: readonly Pause[];
}

export type Before = { readonly environment: string } & (
  | { readonly status: "passed"; readonly at: Temporal.Instant }
  /** Not yet, and not before `at`. */
  | { readonly status: "expected"; readonly at: Temporal.Instant }
  | { readonly status: "failed"; readonly reason: string }
);

export type Occupant = { readonly image: string } & (
  | { readonly status: "running" }
  | { readonly status: "soaking"; readonly until: Temporal.Instant }
);

export type Gate = (context: GateContext) => Answer;

export const pass: Answer = { kind: "pass" };

/** Waits until a moment, or passes where that has come. */
export function waitUntil(
  context: GateContext,
  gate: Wait["gate"],
  until: Temporal.Instant,
  reason: () => string,
): Answer {
  return context.now.epochMilliseconds >= until.epochMilliseconds
    ? pass
    : { kind: "wait", gate, reason: reason(), until };
}
