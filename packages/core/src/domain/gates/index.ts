import type { Wait } from "../rollout/state.ts";
import type { Temporal } from "../temporal.ts";
import { approval } from "./approval.ts";
import { delay } from "./delay.ts";
import { freeze } from "./freeze.ts";
import type { Answer, Gate, GateContext } from "./gate.ts";
import { notice } from "./notice.ts";
import { occupancy } from "./occupancy.ts";
import { pause } from "./pause.ts";
import { promotion } from "./promotion.ts";
import { soak } from "./soak.ts";
import { window } from "./window.ts";

/** Every gate, the ones that need least first. A new gate is a file and a line here. */
export const gates: readonly Gate[] = [promotion, delay, soak, notice, occupancy, freeze, window, pause, approval];

/** What all gates say of the step together. */
export type Verdict = { readonly kind: "open" } | Waiting | { readonly kind: "failed"; readonly reason: string };

export interface Waiting {
  readonly kind: "waiting";
  /** The first moment at which all are expected to pass, by what is known now, and if it is approved by then. */
  readonly dueAt?: Temporal.Instant;
  readonly waits: readonly Wait[];
  /** Only a person's approval is in question: every other gate passes, or passes at a known date. */
  readonly asks: boolean;
}

/** Asks every gate now, and, where some wait, works out when the last of them is expected to pass. */
export function judge(context: GateContext): Verdict {
  const answers = ask(context);
  for (const answer of answers) if (answer.kind === "fail") return { kind: "failed", reason: answer.reason };
  const waits = waitsIn(answers);
  if (waits.length === 0) return { kind: "open" };
  const { dueAt, waits: expected } = expect(context, waits);
  // Where nothing but a person is waited for, nobody knows when it starts.
  const known = dueAt && (dueAt.epochMilliseconds > context.now.epochMilliseconds || !waits.every(isApproval));
  return {
    kind: "waiting",
    ...(known && { dueAt }),
    waits: expected,
    asks: dueAt !== undefined && asks(waits),
  };
}

/** Nobody is asked to approve what may still fail before, or what nobody knows the date of. */
function asks(waits: readonly Wait[]): boolean {
  const others = waits.filter((wait) => !isApproval(wait));
  return others.length < waits.length && others.every(({ gate, until }) => gate !== "promotion" && until !== undefined);
}

const isApproval = ({ gate }: Wait) => gate === "approval";

// Freezes are finite in number and windows open weekly, so a few rounds settle every sane configuration; a window
// that lies in freezes for years is reported as "not known" instead.
const maxRounds = 100;

/**
 * Goes forward from wait to wait, as if the environment before passed when expected, nobody else were there for longer
 * than known, and whoever is asked approved.
 */
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
    approved: true,
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
