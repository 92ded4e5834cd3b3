import { type News, wants } from "@ami-refresh/core/domain/subscription/wants.ts";
import type { Filter, Subscription } from "@ami-refresh/core/domain/subscription.ts";
import { describe, expect, test } from "vitest";

const news: News = {
  event: "step.started",
  severity: "info",
  services: ["checkout"],
  environments: ["production"],
  family: "base",
  teams: ["payments"],
};
const slack = { channel: "slack", to: "#payments" } as const;
const mail = { channel: "email", to: "ana@example.com" } as const;
const subscription = (filter: Filter, more: Partial<Subscription> = {}): Subscription => ({
  id: "payments/slack/#payments",
  address: slack,
  team: "payments",
  timezone: "UTC",
  filter,
  pace: {},
  ...more,
});
const hears = (filter: Filter, told: Partial<News> = {}, more: Partial<Subscription> = {}) =>
  wants(subscription(filter, more), { ...news, ...told });

describe("a subscription", () => {
  test("of a team hears of what is the team's, or is asked of it", () => {
    expect(hears({})).toBe(true);
    expect(hears({}, { teams: ["media"] })).toBe(false);
    expect(hears({}, { teams: ["media", "payments"] })).toBe(true);
  });

  test("of a person hears of every team's services", () => {
    const { team: _, ...own } = subscription({});
    expect(wants(own, { ...news, teams: ["media"] })).toBe(true);
  });

  test.each<[Filter, Partial<News>, boolean]>([
    [{ services: ["checkout", "ledger"] }, {}, true],
    [{ services: ["ledger"] }, {}, false],
    [{ environments: ["production"] }, {}, true],
    [{ environments: ["staging"] }, {}, false],
    [{ environments: ["staging"] }, { environments: ["staging", "production"] }, true],
    [{ families: ["base"] }, {}, true],
    [{ families: ["arm"] }, {}, false],
    [{ events: ["step.started", "step.failed"] }, {}, true],
    [{ events: ["step.failed"] }, {}, false],
    [{ severity: "info" }, {}, true],
    [{ severity: "warning" }, {}, false],
    [{ severity: "warning" }, { severity: "failure" }, true],
    [{ services: ["checkout"], environments: ["staging"] }, {}, false],
  ])("that filters by %j hears of %j: %s", (filter, told, heard) => {
    expect(hears(filter, told)).toBe(heard);
  });

  test("of one environment hears of what concerns the whole service", () => {
    const { environments: _, ...whole } = news;
    expect(wants(subscription({ environments: ["staging"] }), whole)).toBe(true);
  });

  test("of one family hears nothing of what is about no image", () => {
    const { family: _, ...pause } = news;
    expect(wants(subscription({ families: ["base"] }), pause)).toBe(false);
    expect(wants(subscription({}), pause)).toBe(true);
  });
});

describe("mail is for what matters", () => {
  const byMail = { address: mail };

  test("what is quiet is not mailed unless it is asked for", () => {
    expect(hears({}, { severity: "quiet" }, byMail)).toBe(false);
    expect(hears({ severity: "quiet" }, { severity: "quiet" }, byMail)).toBe(true);
    expect(hears({}, { severity: "quiet" })).toBe(true);
  });

  test("what moves a date in a calendar is, unless only what is worse than a date is wanted", () => {
    const moved = { severity: "quiet", movesCalendar: true } as const;
    expect(hears({}, moved, byMail)).toBe(true);
    expect(hears({ severity: "warning" }, moved, byMail)).toBe(false);
  });
});
