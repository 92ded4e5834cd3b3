import type { Row } from "../picture/board.ts";
import { columnsOf, fill } from "./width.ts";

/** How wide the columns of the fleet are, and how much is said in the last one. */
export interface Layout {
  readonly service: number;
  readonly environment: number;
  readonly bar: number;
  readonly count: number;
  readonly prose: "full" | "short" | "gate";
}

export function layoutFor(rows: readonly Row[], columns: number): Layout {
  const cells = rows.flatMap((row) => row.cells);
  const names = {
    service: longest(["SERVICE", ...rows.map((row) => row.service)], 24),
    environment: longest(["ENVIRONMENT", ...cells.map((cell) => cell.environment)], 18),
  };
  if (columns >= 100) return { ...names, bar: 16, count: 6, prose: "full" };
  if (columns >= 76) return { ...names, bar: 6, count: 6, prose: "short" };
  return { ...names, bar: 0, count: 5, prose: "gate" };
}

export function heading({ service, environment, bar, count }: Layout): string {
  const instances = fill(bar > 0 ? "INSTANCES" : "NEW", bar + count);
  return ` ${fill("SERVICE", service)}  ${fill("ENVIRONMENT", environment + 2)} ${instances} STATE`;
}

const longest = (texts: readonly string[], most: number): number => Math.min(most, Math.max(...texts.map(columnsOf)));
