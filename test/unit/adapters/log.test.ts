import { jsonLog } from "@ami-refresh/core/adapters/aws/log.ts";
import { describe, expect, it } from "vitest";

function aLog(current?: () => Record<string, unknown>) {
  const lines: string[] = [];
  const log = jsonLog({ write: (line) => lines.push(line), ...(current && { current }) });
  return { log, lines, read: () => lines.map((line): Record<string, unknown> => JSON.parse(line)) };
}

describe("the log", () => {
  it("writes one line of JSON for each message, whose own fields no other can take the place of", () => {
    const { log, lines, read } = aLog();
    log.info("published", { family: "base", level: "boss" });
    log.warn("two\nlines");
    expect(read()).toEqual([
      { level: "INFO", message: "published", family: "base", timestamp: expect.stringMatching(/^\d{4}-.*Z$/) },
      { level: "WARN", message: "two\nlines", timestamp: expect.any(String) },
    ]);
    expect(lines.every((line) => !line.includes("\n"))).toBe(true);
  });

  it("adds what its lines have in common, and what is so when a line is written", () => {
    let requestId = "first";
    const { log, read } = aLog(() => ({ requestId }));
    const ofCheckout = log.with({ service: "checkout" }).with({ image: "ami-1" });
    ofCheckout.info("started");
    requestId = "second";
    ofCheckout.warn("failed", { image: "ami-2" });
    log.info("done");
    expect(read()).toMatchObject([
      { requestId: "first", service: "checkout", image: "ami-1" },
      { requestId: "second", service: "checkout", image: "ami-2" },
      { requestId: "second" },
    ]);
    expect(read()[2]).not.toHaveProperty("service");
  });

  it.each([
    ["told ana@example.com by email", "told a…@example.com by email"],
    ["Ana Lyst <ana.lyst+aws@mail.example.co.uk>", "Ana Lyst <a…@mail.example.co.uk>"],
    ["not verified: jürgen@bücher.de, o'neill@example.com", "not verified: j…@bücher.de, o'n…@example.com"],
    ["https://hooks.example.com/services/T0/B0/t0ken of the team", "https://hooks.example.com/… of the team"],
    [
      "(https://hooks.example.com:8443?key=t0ken), https://a.example",
      "(https://hooks.example.com:8443/…), https://a.example",
    ],
    ["base@1.2.3 and #payments stay", "base@1.2.3 and #payments stay"],
  ])("shortens addresses: %s", (text, shortened) => {
    const { log, read } = aLog();
    log.warn(text, { reason: text, nested: { to: [text] } });
    expect(read()).toMatchObject([{ message: shortened, reason: shortened, nested: { to: [shortened] } }]);
  });
});
