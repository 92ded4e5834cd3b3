import type { LogEntry } from "../context.ts";
import type { ConsoleLine } from "./protocol.ts";

const levels: Readonly<Record<string, LogEntry["level"]>> = {
  trace: "info",
  debug: "info",
  info: "info",
  warn: "warn",
  warning: "warn",
  error: "error",
  fatal: "error",
};

/**
 * A line of a function's console. A line of JSON with a `message`, as structured logs have, is taken apart. Undefined: the
 * line is metrics (CloudWatch's embedded metric format), which nobody reads here.
 */
export function logEntryOf(from: string, line: Pick<ConsoleLine, "level" | "text">): LogEntry | undefined {
  if (line.text.startsWith('{"_aws":')) return undefined;
  const { message, level, timestamp: _timestamp, ...fields } = structured(line.text) ?? { message: line.text };
  return {
    from,
    level: levels[String(level).toLowerCase()] ?? line.level,
    message: typeof message === "string" ? message : JSON.stringify(message),
    ...(Object.keys(fields).length > 0 && { fields }),
  };
}

function structured(text: string): Record<string, unknown> | undefined {
  if (!text.startsWith("{")) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && "message" in value ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
