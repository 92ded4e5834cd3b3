import { besideGate } from "@ami-refresh/core/domain/gates/besideGate.ts";
import type { Cell, Row } from "../picture/board.ts";
import { instanceMarks } from "../picture/instances.ts";
import { stepBrief } from "../picture/stepWords.ts";
import { lastWait } from "../picture/waits.ts";
import { instantOf } from "../picture/when.ts";
import { type CellStatus, counted, glyphOf, statusWords } from "../picture/words.ts";
import type { View } from "../view.ts";
import { heading, type Layout, layoutFor } from "./layout.ts";
import { type Line, type Style, styled } from "./spans.ts";
import { fill } from "./width.ts";

const colours: Readonly<Record<CellStatus, Style>> = {
  idle: "gray",
  waiting: "yellow",
  running: "cyan",
  soaking: "green",
  succeeded: "green",
  failed: "red",
  "rolled-back": "red",
  superseded: "gray",
  skipped: "gray",
  declined: "gray",
};

/** A line for each environment of each service; what has no room in `most` lines is counted instead. */
export function fleetLines(view: View, rows: readonly Row[], columns: number, zone: string, most: number): Line[] {
  const cells = rows.flatMap((row) => row.cells.map((cell, index) => ({ cell, first: index === 0 })));
  const layout = layoutFor(rows, columns);
  const spare = cells.length + 1 > most ? most - 2 : cells.length;
  const shown = spare < cells.length ? foremost(cells, spare) : cells;
  const lines: Line[] = [[styled("gray", heading(layout))]];
  for (const { cell, first } of shown) {
    lines.push(cellLine(view, cell, first || spare < cells.length, layout, zone));
  }
  if (shown.length < cells.length)
    lines.push([styled("gray", ` … and ${counted(cells.length - shown.length, "environment")} more`)]);
  return lines;
}

/** Where there is no room for all, those where something happens stay, in their order. */
function foremost<T extends { readonly cell: Cell }>(cells: readonly T[], most: number): T[] {
  const lively: readonly CellStatus[] = ["failed", "rolled-back", "running", "waiting"];
  const byLiveliness = [
    ...lively.flatMap((status) => cells.filter(({ cell }) => cell.status === status)),
    ...cells.filter(({ cell }) => !lively.includes(cell.status)),
  ];
  const kept = new Set(byLiveliness.slice(0, Math.max(0, most)));
  return cells.filter((cell) => kept.has(cell));
}

function cellLine(view: View, cell: Cell, named: boolean, layout: Layout, zone: string): Line {
  const style = colours[cell.status];
  const marks = cell.groups.flatMap((group) => instanceMarks(view, group));
  const fresh = marks.filter((mark) => mark.image === "new" && mark.state === "serving").length;
  const total = cell.groups.reduce((sum, group) => sum + group.desiredCapacity, 0);
  const filled = total === 0 ? 0 : Math.min(layout.bar, Math.round((fresh / total) * layout.bar));
  const gap = layout.bar > 0 ? " " : "";
  return [
    " ",
    styled("bold", fill(named ? cell.service : "", layout.service)),
    "  ",
    styled(style, `${glyphOf(cell.status)} `),
    fill(cell.environment, layout.environment),
    " ",
    styled(style, "█".repeat(filled)),
    styled("gray", "░".repeat(layout.bar - filled)),
    fill(total === 0 ? `${gap}–` : `${gap}${Math.min(fresh, total)}/${total}`, layout.count),
    " ",
    ...stateSpans(view, cell, style, layout, zone),
  ];
}

function stateSpans(view: View, cell: Cell, style: Style, { prose }: Layout, zone: string): Line {
  if (!cell.current) return [styled(style, statusWords(cell.status))];
  const { step } = cell.current;
  const now = instantOf(view.now);
  const brief = stepBrief(step, now, zone);
  const older = aside(cell.olderImage);
  if (cell.status === "running") {
    const held = cell.groups.find((group) => group.refresh?.reason)?.refresh?.reason;
    return [styled(style, `${cell.percent ?? 0} % ${brief}`), ...older, ...aside(held)];
  }
  const wait = lastWait(step, now);
  if (wait) {
    if (prose === "full") return [styled(style, brief), ...older, ...aside(wait.reason)];
    return [
      styled(style, brief.replace(/^due /, "")),
      ...older,
      ...aside(prose === "gate" ? wait.gate : `${wait.gate}: ${besideGate(wait)}`),
    ];
  }
  return [styled(style, brief), ...older, ...aside(step.groups.find((group) => group.reason)?.reason ?? step.reason)];
}

const aside = (reason: string | null | undefined): Line => (reason ? [styled("gray", ` · ${reason}`)] : []);
