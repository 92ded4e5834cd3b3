import { describe, expect, test } from "vitest";
import { findings, foundBy, production } from "./account.ts";

const freeze = (from: string, to: string) =>
  `[{ from: ${from}, to: ${to}, environments: [production], reason: Sales }]`;
const about = [{ service: "checkout", environment: "production" }];

describe("a window", () => {
  test("that lies in a freeze for months is late", () => {
    const config = { ...production('window: "Tue-Thu 10:00-16:00"'), freezes: freeze("2026-11-01", "2027-03-01") };
    expect(findings({ config })).toEqual([
      {
        rule: "late-opening",
        severity: "warning",
        about,
        what: "the window Tue-Thu 10:00-16:00 (UTC) opens first on 2027-03-02: Sales",
        why: "no image reaches it until then, however urgent",
        remedy: "shorten the freeze, or widen the window so that some of it lies outside",
      },
    ]);
  });

  test("that lies in a freeze for more than a year never opens", () => {
    const config = { ...production('window: "Tue-Thu 10:00-16:00"'), freezes: freeze("2026-11-01", "2028-03-01") };
    expect(findings({ config })).toMatchObject([
      { severity: "error", what: "the window Tue-Thu 10:00-16:00 (UTC) does not open within a year: Sales" },
    ]);
  });

  test("opens between two freezes that together are long", () => {
    const freezes = `[${freeze("2026-11-01", "2026-12-01").slice(1, -1)}, ${freeze("2026-12-03", "2027-06-01").slice(1, -1)}]`;
    expect(findings({ config: { ...production('window: "Wed 10:00-16:00"'), freezes } })).toEqual([]);
  });

  test("a week's freeze is no matter", () => {
    expect(findings({ config: { ...production(""), freezes: freeze("2026-11-24", "2026-12-01") } })).toEqual([]);
  });

  test.each([
    ["Sun 02:00-02:05", 5],
    ["Sun 23:55-00:05", 10],
    ["Sun 23:50-24:00", 10],
  ])("of a few minutes is easily missed: %s", (window, minutes) => {
    expect(findings({ config: production(`window: "${window}"`) })).toMatchObject([
      {
        rule: "short-window",
        severity: "warning",
        about,
        what: `the window ${window} is open for ${minutes} minutes`,
      },
    ]);
  });

  test("of a quarter of an hour, or past midnight, is long enough", () => {
    const config = production('window: ["Sun 02:00-02:15", "Fri 22:00-02:00"]');
    expect(findings({ config })).toEqual([]);
  });
});

test("an environment that is frozen for months without a window is late too", () => {
  const config = { ...production(""), freezes: freeze("2026-11-01", "2027-03-01") };
  expect(findings({ config })).toMatchObject([
    { rule: "late-opening", about, what: "it opens first on 2027-03-02: Sales" },
  ]);
});

describe("a delay", () => {
  test("that the notice outlasts", () => {
    expect(findings({ config: production("delay: 1d, notice: 3d") })).toEqual([
      {
        rule: "idle-delay",
        severity: "warning",
        about,
        what: "production starts 3d after publication at the earliest, not after its delay of 1d: its notice is 3d",
        why: "whoever reads the delay expects images earlier than they come",
        remedy: "make the notice 1d or less, or the delay 3d",
      },
    ]);
  });

  test("that the environment before and the soak outlast, in every service at once", () => {
    const config = {
      environments: "{ development: { delay: 2d }, production: { delay: 2d12h, soak: 1d } }",
      services: "{ checkout: { team: payments, image: base }, search: { team: payments, image: base } }",
    };
    expect(foundBy("idle-delay", { config })).toMatchObject([
      {
        about: [about[0], { service: "search", environment: "production" }],
        what: "production starts 3d after publication at the earliest, not after its delay of 2d12h: development starts after 2d itself, and the image soaks there for 1d",
        remedy: "make the delay 3d, or shorten development or the soak",
      },
    ]);
  });

  test.each(["delay: 3d, notice: 1d", "notice: 3d", "delay: 1d, soak: 1d", "delay: 1d, notice: 1d"])(
    "that holds is no matter: %s",
    (settings) => {
      expect(findings({ config: production(settings) })).toEqual([]);
    },
  );
});
