import type { Window } from "@ami-refresh/core/domain/policy.ts";
import { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import { isOpen, nextOpening } from "@ami-refresh/core/domain/window.ts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { at, aWindow } from "../../support/policy.ts";

const [monday, tuesday, thursday, friday, saturday, sunday] = [1, 2, 4, 5, 6, 7];
const opens = (windows: Window[], zone: string, from: string) => nextOpening(windows, zone, at(from)).toString();

describe("a window on working days", () => {
  const window = aWindow([tuesday, 3, thursday], "10:00", "16:00");

  test("is open from its first minute to the one before its last", () => {
    expect(isOpen([window], "Europe/London", at("2026-11-24T10:00:00Z"))).toBe(true);
    expect(isOpen([window], "Europe/London", at("2026-11-24T15:59:59Z"))).toBe(true);
    expect(isOpen([window], "Europe/London", at("2026-11-24T16:00:00Z"))).toBe(false);
    expect(isOpen([window], "Europe/London", at("2026-11-24T09:59:59Z"))).toBe(false);
  });

  test("opens on the same day, the next day, or after the weekend", () => {
    expect(opens([window], "Europe/London", "2026-11-24T08:00:00Z")).toBe("2026-11-24T10:00:00Z");
    expect(opens([window], "Europe/London", "2026-11-24T16:00:00Z")).toBe("2026-11-25T10:00:00Z");
    expect(opens([window], "Europe/London", "2026-11-26T16:00:00Z")).toBe("2026-12-01T10:00:00Z");
  });

  test("is read on the wall clock of its zone", () => {
    expect(opens([window], "Asia/Tokyo", "2026-11-24T00:00:00Z")).toBe("2026-11-24T01:00:00Z");
    expect(opens([window], "America/New_York", "2026-07-14T00:00:00Z")).toBe("2026-07-14T14:00:00Z");
  });
});

describe("a window that crosses midnight", () => {
  const night = aWindow([friday], "22:00", "02:00");

  test("belongs to the day on which it opens", () => {
    expect(isOpen([night], "UTC", at("2026-11-27T23:00:00Z"))).toBe(true);
    expect(isOpen([night], "UTC", at("2026-11-28T01:59:00Z"))).toBe(true);
    expect(isOpen([night], "UTC", at("2026-11-28T02:00:00Z"))).toBe(false);
    expect(isOpen([night], "UTC", at("2026-11-27T01:00:00Z"))).toBe(false);
  });

  test("of Sunday reaches into Monday", () => {
    expect(isOpen([aWindow([sunday], "23:00", "01:00")], "UTC", at("2026-11-30T00:30:00Z"))).toBe(true);
  });
});

test("a window to 24:00 ends with the day", () => {
  const evening = aWindow([saturday], "20:00", "24:00");
  expect(isOpen([evening], "UTC", at("2026-11-28T23:59:00Z"))).toBe(true);
  expect(isOpen([evening], "UTC", at("2026-11-29T00:00:00Z"))).toBe(false);
});

test("of several windows the earliest counts", () => {
  const windows = [aWindow([thursday], "10:00", "12:00"), aWindow([monday], "14:00", "15:00")];
  expect(opens(windows, "UTC", "2026-11-27T00:00:00Z")).toBe("2026-11-30T14:00:00Z");
});

test("no window means always open", () => {
  expect(isOpen([], "UTC", at("2026-11-29T03:00:00Z"))).toBe(true);
});

describe("where clocks go forward (London, 29 March 2026, 01:00 to 02:00)", () => {
  test("a window inside the skipped hour does not open that night, but a week later", () => {
    const window = aWindow([sunday], "01:15", "01:45");
    expect(opens([window], "Europe/London", "2026-03-28T12:00:00Z")).toBe("2026-04-05T00:15:00Z");
  });

  test("a window that begins in the skipped hour opens when the clock has jumped", () => {
    const window = aWindow([sunday], "01:30", "03:00");
    expect(opens([window], "Europe/London", "2026-03-29T00:00:00Z")).toBe("2026-03-29T01:00:00Z");
  });
});

describe("where clocks go back (London, 25 October 2026, 02:00 to 01:00)", () => {
  const window = aWindow([sunday], "01:15", "01:45");

  test("a window inside the repeated hour opens twice", () => {
    expect(opens([window], "Europe/London", "2026-10-24T12:00:00Z")).toBe("2026-10-25T00:15:00Z");
    expect(opens([window], "Europe/London", "2026-10-25T00:45:00Z")).toBe("2026-10-25T01:15:00Z");
    expect(isOpen([window], "Europe/London", at("2026-10-25T00:50:00Z"))).toBe(false);
  });

  test("a window around it is an hour longer", () => {
    const around = aWindow([sunday], "00:30", "02:30");
    expect(isOpen([around], "Europe/London", at("2026-10-24T23:30:00Z"))).toBe(true);
    expect(isOpen([around], "Europe/London", at("2026-10-25T02:29:00Z"))).toBe(true);
  });
});

test("the next opening is the first open minute, whatever the window, the zone and the change of clocks", () => {
  const zones = fc.constantFrom(
    "Europe/London",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "Africa/Casablanca",
  );
  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 45))
    .map(([h, m]) => `${String(h).padStart(2, "0")}:${String(m).padStart(2, "0")}`);
  const windows = fc.array(
    fc
      .tuple(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 3 }), time, time)
      .filter(([, from, to]) => from !== to)
      .map(([days, from, to]) => aWindow(days, from, to)),
    { minLength: 1, maxLength: 2 },
  );
  const changes = fc.constantFrom("2026-03-27", "2026-04-03", "2026-10-02", "2026-10-23", "2026-10-30", "2027-02-05");
  fc.assert(
    fc.property(windows, zones, changes, fc.integer({ min: 0, max: 4 * 96 }), (some, zone, date, quarter) => {
      const from = at(`${date}T00:00:00Z`).add({ minutes: 15 * quarter });
      const found = nextOpening(some, zone, from);
      expect(isOpen(some, zone, found)).toBe(true);
      for (let t = from; Temporal.Instant.compare(t, found) < 0; t = t.add({ minutes: 15 })) {
        expect(isOpen(some, zone, t)).toBe(false);
      }
    }),
    { numRuns: 150 },
  );
});
