import { describe, expect, test } from "vitest";
import { axisOf, placeOn } from "../../../../packages/local/src/picture/axis.ts";
import { nearText, spanText, timeText, whenText } from "../../../../packages/local/src/picture/when.ts";

const at = (iso: string) => Date.parse(iso);
const labels = (from: string, to: string, zone: string, most = 8) =>
  axisOf([at(from), at(to)], zone, most).ticks.map((tick) => tick.label);

describe("instants in words", () => {
  const moment = at("2026-11-29T02:00:05Z");

  test("in the zone of whoever looks", () => {
    expect(whenText(moment, "Europe/London")).toBe("Sun 29 Nov 02:00");
    expect(whenText(moment, "America/New_York")).toBe("Sat 28 Nov 21:00");
    expect(timeText(moment, "Asia/Kathmandu", true)).toBe("07:45:05");
    expect(whenText(at("2026-09-01T00:00:00Z"), "UTC")).toBe("Tue 1 Sep 00:00");
  });

  test("today needs no date", () => {
    expect(nearText(moment, at("2026-11-29T23:59:00Z"), "UTC")).toBe("02:00");
    expect(nearText(moment, at("2026-11-30T00:00:00Z"), "UTC")).toBe("Sun 29 Nov 02:00");
  });

  test("spans in their two largest units", () => {
    const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];
    expect(
      [0, 900, 30 * second, 9 * minute + 5 * second, 80 * minute, 2 * day + 3 * hour + minute, day].map(spanText),
    ).toEqual(["0s", "0s", "30s", "9m", "1h 20m", "2d 3h", "1d"]);
  });
});

describe("the axis", () => {
  test("a few days are marked at midnight, an hour at its quarters", () => {
    expect(labels("2026-11-23T09:00:00Z", "2026-11-26T10:00:00Z", "Europe/London")).toEqual([
      "12:00",
      "Tue 24 Nov",
      "12:00",
      "Wed 25 Nov",
      "12:00",
      "Thu 26 Nov",
      "12:00",
    ]);
    expect(labels("2026-11-23T09:00:00Z", "2026-11-23T10:00:00Z", "Europe/London")).toEqual([
      "09:00",
      "09:15",
      "09:30",
      "09:45",
      "10:00",
    ]);
  });

  test("midnight is that of the zone", () => {
    const [first] = axisOf([at("2026-11-23T09:00:00Z"), at("2026-11-27T09:00:00Z")], "America/New_York", 5).ticks;
    expect(first).toMatchObject({ at: at("2026-11-24T05:00:00Z"), label: "Tue 24 Nov", day: true });
  });

  test("days begin at midnight on both sides of a change of clocks", () => {
    const { ticks } = axisOf([at("2026-10-23T12:00:00Z"), at("2026-10-27T12:00:00Z")], "Europe/London", 5);
    expect(ticks.map((tick) => new Date(tick.at).toISOString())).toEqual([
      "2026-10-23T23:00:00.000Z",
      "2026-10-24T23:00:00.000Z",
      "2026-10-26T00:00:00.000Z",
      "2026-10-27T00:00:00.000Z",
    ]);
  });

  test("has never more ticks than there is room for", () => {
    for (const days of [0.01, 0.5, 3, 20, 90, 400, 4_000]) {
      const axis = axisOf([0, days * 86_400_000], "Europe/London", 4);
      expect(axis.ticks.length).toBeLessThanOrEqual(5);
    }
  });

  test("without a moment there is nothing to mark", () => {
    expect(axisOf([], "UTC").ticks).toEqual([]);
  });

  test("places lie between 0 and 100, also those beyond its ends", () => {
    const axis = axisOf([at("2026-11-23T00:00:00Z"), at("2026-11-24T00:00:00Z")], "UTC");
    expect(placeOn(axis, at("2020-01-01T00:00:00Z"))).toBe(0);
    expect(placeOn(axis, at("2030-01-01T00:00:00Z"))).toBe(100);
    expect(placeOn(axis, at("2026-11-23T12:00:00Z"))).toBeCloseTo(48.5, 0);
  });
});
