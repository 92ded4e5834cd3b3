import { digestAfter, tellAt, type Urgency } from "@ami-refresh/core/domain/subscription/tellAt.ts";
import type { Pace } from "@ami-refresh/core/domain/subscription.ts";
import { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { at } from "../../../support/policy.ts";

const time = (text: string) => Temporal.PlainTime.from(text);
const daily = (text: string): Pace => ({ digest: { daily: time(text) } });
const quiet = (from: string, to: string): Pace => ({ quietHours: { from: time(from), to: time(to) } });
const london = "Europe/London";

const told = (pace: Pace, now: string, urgency: Urgency = { severity: "info" }, timezone = london): string =>
  String(tellAt({ pace, timezone }, urgency, at(now)));

describe("a digest", () => {
  test("of nothing is now", () => expect(told({}, "2026-11-24T10:20:00Z")).toBe("now"));

  test("of the hour comes at the next full hour of the reader's clock", () => {
    expect(told({ digest: "hourly" }, "2026-11-24T10:20:00Z")).toBe("2026-11-24T11:00:00Z");
    expect(told({ digest: "hourly" }, "2026-11-24T11:00:00Z")).toBe("2026-11-24T12:00:00Z");
    const kolkata = told({ digest: "hourly" }, "2026-11-24T10:20:00Z", { severity: "info" }, "Asia/Kolkata");
    expect(kolkata).toBe("2026-11-24T10:30:00Z");
  });

  test("of the day comes at its time, today or tomorrow", () => {
    expect(told(daily("09:00"), "2026-11-24T08:59:59Z")).toBe("2026-11-24T09:00:00Z");
    expect(told(daily("09:00"), "2026-11-24T09:00:00Z")).toBe("2026-11-25T09:00:00Z");
    const tokyo = told(daily("09:00"), "2026-11-24T10:00:00Z", { severity: "info" }, "Asia/Tokyo");
    expect(tokyo).toBe("2026-11-25T00:00:00Z");
  });

  test("of the day keeps its time on the wall where clocks change", () => {
    expect(told(daily("09:00"), "2026-03-28T10:00:00Z")).toBe("2026-03-29T08:00:00Z");
    expect(told(daily("09:00"), "2026-10-24T10:00:00Z")).toBe("2026-10-25T09:00:00Z");
  });

  test("at a time that is skipped comes that much later", () => {
    expect(told(daily("01:30"), "2026-03-28T10:00:00Z")).toBe("2026-03-29T01:30:00Z"); // 02:30 on the wall
  });

  test("at a time that comes twice comes the first time only", () => {
    expect(told(daily("01:30"), "2026-10-24T10:00:00Z")).toBe("2026-10-25T00:30:00Z");
    expect(told(daily("01:30"), "2026-10-25T00:30:00Z")).toBe("2026-10-26T01:30:00Z");
  });
});

describe("quiet hours", () => {
  const night = quiet("22:00", "07:00");

  test("over midnight end in the morning", () => {
    expect(told(night, "2026-11-24T21:59:59Z")).toBe("now");
    expect(told(night, "2026-11-24T22:00:00Z")).toBe("2026-11-25T07:00:00Z");
    expect(told(night, "2026-11-25T06:59:00Z")).toBe("2026-11-25T07:00:00Z");
    expect(told(night, "2026-11-25T07:00:00Z")).toBe("now");
  });

  test("within a day, and from midnight on", () => {
    expect(told(quiet("12:00", "14:00"), "2026-11-24T12:30:00Z")).toBe("2026-11-24T14:00:00Z");
    expect(told(quiet("00:00", "07:00"), "2026-11-24T23:30:00Z")).toBe("now");
    expect(told(quiet("00:00", "07:00"), "2026-11-24T00:00:00Z")).toBe("2026-11-24T07:00:00Z");
    expect(told(quiet("22:00", "00:00"), "2026-11-24T22:00:00Z")).toBe("2026-11-25T00:00:00Z");
  });

  test("end when the wall says so, in a night that is an hour shorter or longer", () => {
    expect(told(night, "2026-03-28T23:00:00Z")).toBe("2026-03-29T06:00:00Z");
    expect(told(night, "2026-10-24T23:00:00Z")).toBe("2026-10-25T07:00:00Z");
    expect(told(quiet("22:00", "01:30"), "2026-03-28T23:00:00Z")).toBe("2026-03-29T01:00:00Z"); // 02:00 on the wall
  });

  test("put off a digest that would come in them", () => {
    expect(told({ digest: "hourly", ...night }, "2026-11-24T21:30:00Z")).toBe("2026-11-25T07:00:00Z");
    expect(told({ ...daily("06:00"), ...night }, "2026-11-24T12:00:00Z")).toBe("2026-11-25T07:00:00Z");
  });
});

describe("at once, whatever the pace", () => {
  const pace = { ...daily("09:00"), ...quiet("22:00", "07:00") };

  test("failures", () => expect(told(pace, "2026-11-24T23:00:00Z", { severity: "failure" })).toBe("now"));

  test("a question whose answer would be late by then", () => {
    const wanted = (until: string) => told(pace, "2026-11-24T23:00:00Z", { severity: "warning", until: at(until) });
    expect(wanted("2026-11-25T09:00:00Z")).toBe("now");
    expect(wanted("2026-11-25T09:01:00Z")).toBe("2026-11-25T09:00:00Z");
  });
});

test("what comes too late for a digest is in one that comes after it, outside the quiet hours", () => {
  const paces: Pace[] = [
    {},
    { digest: "hourly" },
    daily("01:30"),
    quiet("22:00", "07:00"),
    { ...daily("23:00"), ...quiet("22:00", "07:00") },
  ];
  fc.assert(
    fc.property(fc.constantFrom(...paces), fc.integer({ min: 0, max: 365 * 96 }), (pace, quarter) => {
      const subscription = { pace, timezone: london };
      const now = at("2026-01-01T00:00:00Z").add({ minutes: quarter * 15 });
      const due = tellAt(subscription, { severity: "info" }, now);
      const first = due === "now" ? now : due;
      const next = digestAfter(subscription, first);
      expect(next.epochMilliseconds).toBeGreaterThan(first.epochMilliseconds);
      expect(next.epochMilliseconds - first.epochMilliseconds).toBeLessThanOrEqual(25 * 3600_000);
      // Digest or not, at that time nothing is quiet.
      if (!pace.digest) expect(tellAt(subscription, { severity: "info" }, next)).toBe("now");
    }),
    { numRuns: 100 },
  );
});
