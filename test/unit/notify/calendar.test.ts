import { declined, granted, takenBack } from "@ami-refresh/core/docs/events/examples.ts";
import { type CalendarEntry, calendarEntry } from "@ami-refresh/core/notify/calendar/entry.ts";
import { toIcs } from "@ami-refresh/core/notify/calendar/ics.ts";
import type { TeamEvent } from "@ami-refresh/core/notify/describe/index.ts";
import { describe, expect, test } from "vitest";
import { aService, at } from "../../support/policy.ts";
import {
  checkout,
  comingUp,
  completed,
  failed,
  image,
  lapsed,
  moved,
  payments,
  planned,
  rolledBack,
  skipped,
  started,
  succeeded,
  superseded,
} from "./events.ts";

const entry = (event: TeamEvent, service = checkout) => calendarEntry(event, { team: payments, service });
const inEnvironment =
  (environment: string) =>
  <Event extends { detail: { environment: string } }>(event: Event): Event => ({
    ...event,
    detail: { ...event.detail, environment },
  });
const inProduction = inEnvironment("production");
const inStaging = inEnvironment("staging");
const lines = (given: CalendarEntry) => toIcs(given, "ami-refresh@example.com").split("\r\n");

describe("the date of the last environment is in the calendar", () => {
  test.each<[string, TeamEvent, string | undefined]>([
    ["from the plan on", planned, "2026-12-01T10:00:00Z"],
    ["and moves with it", moved, "2026-12-02T10:00:00Z"],
    ["is told again when it comes near", comingUp, "2026-12-01T10:00:00Z"],
    ["until it has passed and none is known", lapsed, "off"],
    [
      "and stays when another environment's date moves",
      { ...moved, detail: { ...moved.detail, environment: "staging" } },
      undefined,
    ],
    ["and moves to when the refresh has really started", started, "2026-12-01T10:00:00Z"],
    ["until a newer image is taken there", superseded, "off"],
    ["until there is nothing to refresh there", inProduction(skipped), "off"],
    ["until an environment before it fails", rolledBack, "off"],
    ["until an environment before it is taken back", inStaging(takenBack), "off"],
    [
      "and stays when an environment before it is taken back after it took place",
      inStaging({ ...takenBack, detail: { ...takenBack.detail, startedAfter: ["production"] } }),
      undefined,
    ],
    ["and stays when another environment has nothing to refresh", skipped, undefined],
    ["and stays when another environment has succeeded", succeeded, undefined],
    ["and stays when it has failed itself: it took place", failed, undefined],
    ["and moves to the date that an approval allows", granted, granted.detail.dueAt?.toString()],
    ["until nobody approves it", declined, "off"],
    ["and stays when all is done", completed, undefined],
  ])("%s", (_, event, when) => {
    expect(entry(event)?.when.toString()).toBe(when);
  });

  test("not where it has neither window nor notice, or is refreshed at once", () => {
    expect(entry(planned, aService({ development: {}, staging: {}, production: { delay: "3d" } }))).toBeUndefined();
    const steps = planned.detail.steps.map((step) => ({ ...step, dueAt: planned.detail.at }));
    expect(entry({ ...planned, detail: { ...planned.detail, steps } })).toBeUndefined();
  });

  test("not where the service has left the configuration", () => {
    expect(calendarEntry(planned, { team: payments })).toBeUndefined();
  });
});

test("all that is said of one step is one entry, and what happened later holds", () => {
  const said = [planned, rolledBack, started, superseded].flatMap((event) => entry(event) ?? []);
  expect(new Set(said.map(({ uid }) => uid))).toEqual(
    new Set([`checkout.al2023-base.production.${image.id}@ami-refresh`]),
  );
  const inTime = said.toSorted((a, b) => a.saidAt.epochMilliseconds - b.saidAt.epochMilliseconds);
  expect(inTime.map(({ sequence }) => sequence)).toEqual(
    said.map(({ sequence }) => sequence).toSorted((a, b) => a - b),
  );
  expect(entry(rolledBack)?.sequence).toBeGreaterThan(entry(planned)?.sequence ?? Number.NaN);
});

describe("as a file", () => {
  const planEntry = entry(planned);
  if (!planEntry) throw new Error("the plan has no date");

  test("a date is published", () => {
    expect(lines(planEntry)).toEqual(
      expect.arrayContaining(["METHOD:PUBLISH", "STATUS:CONFIRMED", "DTSTART:20261201T100000Z", "DURATION:PT1H"]),
    );
  });

  test("a date that is off is cancelled", () => {
    const off = lines({ ...planEntry, when: "off" });
    expect(off).toEqual(expect.arrayContaining(["METHOD:CANCEL", "STATUS:CANCELLED"]));
    expect(off.filter((line) => line.startsWith("DTSTART"))).toEqual([]);
  });

  test("a fraction of a second is nothing that a calendar knows", () => {
    expect(lines({ ...planEntry, saidAt: at("2026-11-24T09:20:00.25Z") })).toContain("DTSTAMP:20261124T092000Z");
  });

  test("no line is longer than 75 octets, no character is cut, and all of it is there", () => {
    const summary = "base-✨-ßü-😀".repeat(40);
    const given = lines({ ...planEntry, summary });
    for (const line of given) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
    expect(given.join("\n").replaceAll("\n ", "")).toContain(`SUMMARY:${summary}`);
  });

  test("no name adds a line or a field", () => {
    const given = lines({ ...planEntry, summary: "a\r\nEND:VEVENT\nb; c, d\\e" });
    expect(given).toContain(String.raw`SUMMARY:a END:VEVENT b\; c\, d\\e`);
    expect(given.filter((line) => line === "END:VEVENT")).toHaveLength(1);
  });
});
