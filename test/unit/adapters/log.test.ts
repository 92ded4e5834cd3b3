import { jsonLog } from "@ami-refresh/core/adapters/aws/log.ts";
import { expect, it } from "vitest";

it("writes one line of JSON for each message, whose own fields no other can take the place of", () => {
  const lines: string[] = [];
  const log = jsonLog({ write: (line) => lines.push(line) });
  log.info("published", { family: "base", level: "boss" });
  log.warn("two\nlines");
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { level: "INFO", message: "published", family: "base", timestamp: expect.stringMatching(/^\d{4}-.*Z$/) },
    { level: "WARN", message: "two\nlines", timestamp: expect.any(String) },
  ]);
  expect(lines.every((line) => !line.includes("\n"))).toBe(true);
});
