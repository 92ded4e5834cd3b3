import type { Wait } from "../rollout/state.ts";
import type { Temporal } from "../temporal.ts";
import { delay } from "./delay.ts";
import { freeze } from "./freeze.ts";
import type { Answer, Gate, GateContext } from "./gate.ts";
import { notice } from "./notice.ts";
import { occupancy } from "./occupancy.ts";
import { promotion } from "./promotion.ts";
import { soak } from "./soak.ts";
import { window } from "./window.ts";

/** Every gate, the ones that need least first. A new gate is a file and a line here. */
export const gates: readonly Gate[] = [promotion, delay, soak, notice, occupancy, freeze, window];

/** What all gates say of the step together. */
export type Verdict =
  | { readonly kind: "open" }
  /** `dueAt`: the first moment at which all are expected to pass, by what is known now. */
  | { readonly kind: "waiting"; readonly dueAt?: Temporal.Instant; readonly waits: readonly Wait[] }
  | { readonly kind: "failed"; readonly reason: string };

/** Asks every gate now, and, where some wait, works out when the last of them is expected to pass. */
export function judge(context: GateContext): Verdict {
  const answers = ask(context);
  for (const answer of answers) if (answer.kind === "fail") return { kind: "failed", reason: answer.reason };
  const waits = waitsIn(answers);
  if (waits.length === 0) return { kind: "open" };
  return { kind: "waiting", ...expect(context, waits) };
}

// Freezes are finite in number and windows open weekly, so a few rounds settle every sane configuration; a window
// that lies in freezes for years is reported as "not known" instead.
const maxRounds = 100;

/** Goes forward from wait to wait, as if the environment before passed when expected and nobody else were there for longer than known. */
function expect(context: GateContext, first: readonly Wait[]): { dueAt?: Temporal.Instant; waits: Wait[] } {
  const waits = new Map(first.map((wait) => [wait.gate, wait]));
  let imagined = asExpected(context);
  for (let round = 0; round < maxRounds; round++) {
    const open = waitsIn(ask(imagined));
    if (open.length === 0) return { dueAt: imagined.now, waits: [...waits.values()] };
    let next: Temporal.Instant | undefined;
    for (const wait of open) {
      if (!wait.until) return { waits: [...waits.values()] };
      waits.set(wait.gate, wait);
      if (!next || wait.until.epochMilliseconds > next.epochMilliseconds) next = wait.until;
    }
    if (next) imagined = { ...imagined, now: next };
  }
  return { waits: [...waits.values()] };
}

function asExpected(context: GateContext): GateContext {
  const { before, occupant, ...rest } = context;
  const passed =
    before?.status === "expected"
      ? { environment: before.environment, status: "passed" as const, at: before.at }
      : before;
  const from =
    before?.status === "expected" && before.at.epochMilliseconds > rest.now.epochMilliseconds ? before.at : rest.now;
  return {
    ...rest,
    now: from,
    ...(passed && { before: passed }),
    ...(occupant?.status === "soaking" && { occupant }),
  };
}

function ask(context: GateContext): Answer[] {
  return gates.map((gate) => gate(context));
}

function waitsIn(answers: readonly Answer[]): Wait[] {
  const waits: Wait[] = [];
  for (const answer of answers) {
    if (answer.kind !== "wait") continue;
    const { kind: _, ...wait } = answer;
    waits.push(wait);
  }
  return waits;
}
