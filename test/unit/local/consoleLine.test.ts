import { embeddedMetrics } from "@ami-refresh/core/adapters/aws/metrics.ts";
import { logEntryOf } from "@ami-refresh/local/functions/consoleLine.ts";
import { describe, expect, it } from "vitest";

describe("a line of a function's console", () => {
  it("that is structured is taken apart", () => {
    const text = JSON.stringify({ service: "checkout", level: "WARN", message: "failed", timestamp: "2026-11-24" });
    expect(logEntryOf("Refresh", { level: "info", text })).toEqual({
      from: "Refresh",
      level: "warn",
      message: "failed",
      fields: { service: "checkout" },
    });
  });

  it.each(["plain", "{oops", '{"no":"message"}'])("that is not is left as it is: %s", (text) => {
    expect(logEntryOf("Refresh", { level: "error", text })).toEqual({ from: "Refresh", level: "error", message: text });
  });

  it("that is a metric is none of the log", () => {
    const lines: string[] = [];
    embeddedMetrics({}, (line) => lines.push(line)).record({
      name: "ImagesPublished",
      value: 1,
      about: { family: "base" },
    });
    expect(lines.map((text) => logEntryOf("Publish", { level: "info", text }))).toEqual([undefined]);
  });
});
