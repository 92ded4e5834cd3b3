import type { View } from "../view.ts";
import { boardOf, type Cell, type Row } from "./board.ts";
import { lastWait } from "./waits.ts";
import { instantOf, nearText } from "./when.ts";
import { counted, gateWords } from "./words.ts";

/** Where everything stands, in one sentence: "2 of 4 services refreshed; next: ledger production on Sun 29 Nov 02:00, …". */
export function sentenceOf(view: View, zone: string, rows: readonly Row[] = boardOf(view)): string {
  const under = rows.filter((row) => row.cells.some((cell) => cell.current));
  if (under.length === 0) return "No image has been published yet.";
  const now = instantOf(view.now);
  const cells = under.flatMap((row) => row.cells);
  const done = under.filter((row) => row.cells.every(isDone)).length;
  const running = cells.filter((cell) => cell.status === "running");
  const parts = [
    done === under.length
      ? `all ${counted(done, "service")} refreshed`
      : `${done} of ${counted(under.length, "service")} refreshed`,
  ];
  parts.push(...troubles(cells));
  const [first, ...others] = running;
  if (first) {
    const more = others.length > 0 ? ` and ${others.length} more` : "";
    parts.push(`refreshing ${nameOf(first)} (${first.percent ?? 0} %)${more}`);
  }
  const next = nextOf(cells);
  if (next) {
    const wait = next.current && lastWait(next.current.step, now);
    const because = wait ? `, because of ${gateWords(wait.gate)}` : "";
    parts.push(`next: ${nameOf(next)} ${dueText(next, now, zone)}${because}`);
  }
  const text = parts.join("; ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** Of many that failed, or were rolled back, two are named: the sentence is read on a phone as well. */
function troubles(cells: readonly Cell[]): string[] {
  const failed = cells.filter(({ status }) => status === "failed");
  const back = cells.filter(({ status }) => status === "rolled-back");
  const all = [...failed, ...back];
  const each = (cell: Cell) => `${nameOf(cell)} ${cell.status === "failed" ? "failed" : "was rolled back"}`;
  if (all.length <= 2) return all.length === 0 ? [] : [all.map(each).join(", ")];
  const some = (what: string, [a, b, ...others]: readonly Cell[]) =>
    `${what}: ${[a, b].flatMap((cell) => (cell ? nameOf(cell) : [])).join(", ")}${others.length > 0 ? ` and ${others.length} more` : ""}`;
  return [
    ...(failed.length > 0 ? [some(`${failed.length} failed`, failed)] : []),
    ...(back.length > 0
      ? [some(back.length === 1 ? "1 was rolled back" : `${back.length} were rolled back`, back)]
      : []),
  ];
}

const isDone = (cell: Cell) =>
  cell.perFamily.length > 0 &&
  cell.perFamily.every(({ step }) => ["succeeded", "soaking", "superseded"].includes(step.status));

const nameOf = (cell: Cell) => `${cell.service} ${cell.environment}`;

const dueOf = (cell: Cell): number => {
  const due = cell.current?.step.dueAt;
  return due ? instantOf(due) : Number.POSITIVE_INFINITY;
};

function nextOf(cells: readonly Cell[]): Cell | undefined {
  return cells.filter((cell) => cell.status === "waiting").toSorted((a, b) => dueOf(a) - dueOf(b))[0];
}

function dueText(cell: Cell, now: number, zone: string): string {
  const due = dueOf(cell);
  if (!Number.isFinite(due)) return "at a time not yet known";
  const text = nearText(due, now, zone);
  return text.length === 5 ? `at ${text}` : `on ${text}`;
}
