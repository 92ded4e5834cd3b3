import type { Log } from "../../ports.ts";

export interface LogLine {
  readonly level: "info" | "warn";
  readonly message: string;
  readonly fields?: Record<string, unknown>;
}

export function memoryLog(): Log & { readonly lines: LogLine[] } {
  const lines: LogLine[] = [];
  const log = (level: LogLine["level"]) => (message: string, fields?: Record<string, unknown>) =>
    void lines.push({ level, message, ...(fields && { fields }) });
  return { lines, info: log("info"), warn: log("warn") };
}
