import type { GateName, StepStatus } from "@ami-refresh/core/domain/rollout/state.ts";

/** How a gate is named in the middle of a sentence: "because of …". */
const gates: Readonly<Record<GateName, string>> = {
  delay: "its delay",
  promotion: "the environment before",
  soak: "the soak",
  window: "its window",
  freeze: "a freeze",
  notice: "its notice",
  concurrency: "another rollout",
  pause: "a pause",
  approval: "somebody's approval",
};
/** In the order in which people meet them. */
export const gateOrder: readonly string[] = Object.keys(gates);
export const gateWords = (gate: string): string => (Object.hasOwn(gates, gate) ? gates[gate as GateName] : gate);

/** `idle`: no image has been published for it yet. */
export type CellStatus = StepStatus | "idle";

const statuses: Readonly<Record<CellStatus, string>> = {
  idle: "no image yet",
  waiting: "waiting",
  running: "refreshing",
  soaking: "refreshed, soaking",
  succeeded: "refreshed",
  failed: "failed",
  "rolled-back": "rolled back",
  superseded: "superseded",
  skipped: "skipped",
  declined: "declined",
};
const known = (status: string): status is CellStatus => Object.hasOwn(statuses, status);

export const cellStatus = (status: string): CellStatus => (known(status) ? status : "waiting");
export const statusWords = (status: string): string => (known(status) ? statuses[status] : status);

/** A mark that tells the status without colour. */
const glyphs: Readonly<Record<CellStatus, string>> = {
  idle: "·",
  waiting: "○",
  running: "◐",
  soaking: "◉",
  succeeded: "✓",
  failed: "✗",
  "rolled-back": "↩",
  superseded: "↷",
  skipped: "–",
  declined: "⊘",
};
export const glyphOf = (status: CellStatus): string => glyphs[status];

export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
