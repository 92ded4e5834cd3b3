import { format } from "node:util";
import type { ConsoleLine } from "./protocol.ts";

const levels = { debug: "info", log: "info", info: "info", trace: "info", warn: "warn", error: "error" } as const;

/** Sends what this thread's console is told to the host, instead of to the standard output of the process. */
export function captureConsole(say: (line: ConsoleLine) => void): void {
  for (const [method, level] of Object.entries(levels)) {
    console[method as keyof typeof levels] = (...args: unknown[]) =>
      say({ kind: "console", level, text: format(...args) });
  }
}
