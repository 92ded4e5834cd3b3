import type { Step, StepStatus } from "./state.ts";

/**
 * Every way a step may go. The code moves steps by this table alone, and the diagram in docs/development/rollout.md
 * is drawn from it.
 */
export const transitions = [
  { from: "waiting", on: "start", to: "running" },
  { from: "waiting", on: "supersede", to: "superseded" },
  { from: "waiting", on: "skip", to: "skipped" },
  { from: "waiting", on: "decline", to: "declined" },
  { from: "running", on: "skip", to: "skipped" },
  { from: "running", on: "succeed", to: "succeeded" },
  { from: "running", on: "soak", to: "soaking" },
  { from: "running", on: "fail", to: "failed" },
  { from: "running", on: "roll back", to: "rolled-back" },
  { from: "soaking", on: "take back", to: "running" },
  { from: "succeeded", on: "take back", to: "running" },
  { from: "soaking", on: "end of soak", to: "succeeded" },
] as const satisfies readonly { from: StepStatus; on: string; to: StepStatus }[];

export type Transition = (typeof transitions)[number];
export type Verb = Transition["on"];

type Target<V extends Verb> = Extract<Transition, { on: V }>["to"];

/** Moves a step; throws where the table knows no such way, for then the code is wrong. */
export function move<V extends Verb>(step: Step, on: V, next: Extract<Step, { status: Target<V> }>): Step {
  const legal = transitions.some((t) => t.from === step.status && t.on === on && t.to === next.status);
  if (!legal) throw new Error(`illegal transition of ${step.environment}: ${step.status} --${on}--> ${next.status}`);
  return next;
}

/** Only a person leads on from here, by taking a success back. */
const endings: ReadonlySet<StepStatus> = new Set(
  transitions
    .map(({ to }) => to)
    .filter((to) => !transitions.some(({ from, on }) => from === to && on !== "take back")),
);

export const hasEnded = ({ status }: Step): boolean => endings.has(status);

/** The table as a Mermaid state diagram. */
export function diagram(): string {
  const name = (status: StepStatus) => status.replace("-", "_");
  return [
    "stateDiagram-v2",
    "  [*] --> waiting",
    ...transitions.map((t) => `  ${name(t.from)} --> ${name(t.to)}: ${t.on}`),
    ...[...endings].map((end) => `  ${name(end)} --> [*]`),
    "",
  ].join("\n");
}
