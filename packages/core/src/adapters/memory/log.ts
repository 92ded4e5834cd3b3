import type { Log } from "../../ports.ts";

export interface LogLine {
  readonly level: "info" | "warn";
  readonly message: string;
  readonly fields?: Record<string, unknown>;
}

export function memoryLog(
  lines: LogLine[] = [],
  common?: Record<string, unknown>,
): Log & { readonly lines: LogLine[] } {
  const log = (level: LogLine["level"]) => (message: string, fields?: Record<string, unknown>) => {
    const all = common || fields ? { ...common, ...fields } : undefined;
    lines.push({ level, message, ...(all && { fields: all }) });
  };
  return {
    lines,
    info: log("info"),
    warn: log("warn"),
    with: (fields) => memoryLog(lines, { ...common, ...fields }),
  };
}
