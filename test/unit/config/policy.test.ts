import { formatDuration } from "@ami-refresh/core/domain/duration.ts";
import { describe, expect, test } from "vitest";
import { complaintOf, environmentOf, policyOf, productionWith } from "./sketch.ts";

describe("where nothing is said", () => {
  const policy = policyOf();

  test("the time zone is UTC, and nothing waits", () => {
    expect(policy.timezone).toBe("UTC");
    const production = environmentOf(policy, "checkout", "production");
    expect(production).toMatchObject({ timezone: "UTC", windows: [], freezes: [], template: "pin", adopt: false });
    expect([production.delay, production.soak, production.notice].map(formatDuration)).toEqual(["0m", "0m", "0m"]);
  });

  test("groups are found by the tags Service and Environment", () => {
    expect(environmentOf(policy, "checkout", "production").groups).toEqual({
      by: "tags",
      tags: { Service: "checkout", Environment: "production" },
    });
  });

  test("a refresh leaves what matches, rolls back what fails, and yields to the group's own policy", () => {
    expect(environmentOf(policy, "checkout", "production").refresh).toEqual({ skipMatching: true, autoRollback: true });
  });

  test("a team gets no messages and a service has every environment", () => {
    expect(policy.teams.payments).toEqual({ name: "payments", timezone: "UTC", email: [] });
    expect(policy.services.checkout?.environments.map(({ name }) => name)).toEqual(["development", "production"]);
  });

  test("an environment may be empty", () => {
    expect(policyOf({ environments: "\n  development:\n  production:" }).environments).toEqual([
      "development",
      "production",
    ]);
  });
});

describe("settings", () => {
  test("go from defaults to environment to service to the service's environment, the last one deciding", () => {
    const sections = {
      defaults: "{ delay: 1h, soak: 1h, notice: 1h, template: leave, window: always }",
      environments: "{ development: {}, production: { soak: 2h, notice: 2h, template: pin, window: Mon 10:00-12:00 } }",
      services:
        "{ checkout: { team: payments, image: base, notice: 3h, template: leave, environments: { production: { template: pin, window: [Tue 10:00-12:00, Thu 10:00-12:00] } } } }",
    };
    const production = environmentOf(policyOf(sections), "checkout", "production");
    expect([production.delay, production.soak, production.notice].map(formatDuration)).toEqual(["1h", "2h", "3h"]);
    expect(production.template).toBe("pin");
    expect(production.windows.map(({ text }) => text)).toEqual(["Tue 10:00-12:00", "Thu 10:00-12:00"]);
    const development = environmentOf(policyOf(sections), "checkout", "development");
    expect([development.delay, development.soak, development.notice].map(formatDuration)).toEqual(["1h", "1h", "3h"]);
    expect(development.template).toBe("leave");
  });

  test("of the refresh are merged one by one; an empty list takes checkpoints and alarms back", () => {
    const environments =
      "{ development: {}, production: { refresh: { minHealthy: 90, checkpoints: [50, 100], checkpointDelay: 1h, alarms: [errors] } } }";
    expect(productionWith("refresh: { maxHealthy: 120 }", { environments }).refresh).toMatchObject({
      minHealthy: 90,
      maxHealthy: 120,
      checkpoints: [50, 100],
      alarms: ["errors"],
    });
    expect(productionWith("refresh: { checkpoints: [], alarms: [] }", { environments }).refresh).toEqual({
      minHealthy: 90,
      skipMatching: true,
      autoRollback: true,
    });
  });

  test("`always` takes a window back", () => {
    const environments = "{ development: {}, production: { window: Mon 10:00-12:00 } }";
    expect(productionWith("window: always", { environments }).windows).toEqual([]);
  });

  test("a time zone: the environment's goes before the configuration's, the service's before both", () => {
    const sections = { timezone: "Europe/London", environments: "{ production: { timezone: Asia/Tokyo }, last: {} }" };
    const of = (service: string) =>
      policyOf({ ...sections, services: `{ checkout: { team: payments, image: base${service} } }` }).services.checkout;
    expect(of("")?.environments.map(({ timezone }) => timezone)).toEqual(["Asia/Tokyo", "Europe/London"]);
    expect(of(", timezone: America/New_York")?.environments.map(({ timezone }) => timezone)).toEqual([
      "America/New_York",
      "America/New_York",
    ]);
  });
});

describe("a service", () => {
  test("has every environment but those that are false", () => {
    const services = "{ checkout: { team: payments, image: base, environments: { development: false } } }";
    expect(policyOf({ services }).services.checkout?.environments.map(({ name }) => name)).toEqual(["production"]);
  });

  test("has one environment at least", () => {
    const services =
      "{ checkout: { team: payments, image: base, environments: { development: false, production: false } } }";
    expect(complaintOf({ services })).toBe(
      "services.checkout.environments: the service has no environment left. Take out one `false`",
    );
  });

  test("may run images of several families, each named once", () => {
    const images = "{ base: { owners: self, name: b }, arm: { owners: self, name: a, architecture: arm64 } }";
    const services = (image: string) => `{ checkout: { team: payments, image: ${image} } }`;
    expect(policyOf({ images, services: services("[base, arm]") }).services.checkout?.families).toEqual([
      "base",
      "arm",
    ]);
    expect(complaintOf({ images, services: services("[base, base]") })).toBe(
      "services.checkout.image[1]: `base` stands here twice. Name it once",
    );
  });
});

describe("groups", () => {
  const services = (checkout: string, search = "") =>
    `{ checkout: { team: payments, image: base${checkout} }, search: { team: payments, image: base${search} } }`;

  test("are found by the tags that the configuration names", () => {
    const policy = policyOf({ tags: "{ service: app, environment: stage }" });
    expect(environmentOf(policy, "checkout", "production").groups).toEqual({
      by: "tags",
      tags: { app: "checkout", stage: "production" },
    });
  });

  test("are found by other values of those tags, and by further tags", () => {
    const policy = policyOf({
      environments: "{ production: { groups: { tags: { Environment: prod } } } }",
      services: services(", groups: { tags: { Tier: web } }"),
    });
    expect(environmentOf(policy, "checkout", "production").groups).toEqual({
      by: "tags",
      tags: { Service: "checkout", Environment: "prod", Tier: "web" },
    });
  });

  test("are named where they are named", () => {
    expect(productionWith("groups: [a, b]").groups).toEqual({ by: "name", names: ["a", "b"] });
  });

  test("belong to one service", () => {
    const named = ", environments: { production: { groups: [a] } }";
    expect(complaintOf({ services: services(named, named) })).toBe(
      "services.search.environments.production.groups[0]: the group a stands under checkout in production already. A group belongs to one service and environment: take it out of one of them",
    );
    expect(complaintOf({ services: services("", ", groups: { tags: { Service: checkout } }") })).toContain(
      "services.search.groups: the groups tagged Environment=development, Service=checkout stand under checkout in development already",
    );
  });

  test("are named once, and for one environment", () => {
    expect(complaintOf({ services: services(", environments: { production: { groups: [a, a] } }") })).toContain(
      "groups[1]: the group a stands here twice",
    );
    expect(complaintOf({ services: services(", groups: [a]") })).toContain(
      "services.checkout.groups[0]: the group a stands under checkout in development already",
    );
  });
});

describe("a freeze", () => {
  const frozen = (freeze: string, timezone = "Europe/London") => {
    const [found] = environmentOf(
      policyOf({ timezone, freezes: `[{ ${freeze}, reason: r }]` }),
      "checkout",
      "production",
    ).freezes;
    return found && `${found.from} ${found.to}`;
  };

  test("holds the whole of its last day, in the configuration's zone", () => {
    expect(frozen("from: 2026-12-18, to: 2026-12-18")).toBe("2026-12-18T00:00:00Z 2026-12-19T00:00:00Z");
    expect(frozen("from: 2026-12-18, to: 2027-01-04", "America/New_York")).toBe(
      "2026-12-18T05:00:00Z 2027-01-05T05:00:00Z",
    );
  });

  test("that ends on the day on which clocks change ends at midnight", () => {
    expect(frozen("from: 2026-10-24, to: 2026-10-25")).toBe("2026-10-23T23:00:00Z 2026-10-26T00:00:00Z");
  });

  test("may begin and end at a time, on the wall or with an offset", () => {
    expect(frozen("from: 2026-07-01T17:00, to: 2026-07-02 09:00:30")).toBe("2026-07-01T16:00:00Z 2026-07-02T08:00:30Z");
    expect(frozen("from: 2026-07-01T17:00+02:00, to: 2026-07-02T09:00Z")).toBe(
      "2026-07-01T15:00:00Z 2026-07-02T09:00:00Z",
    );
  });

  test("concerns the environments, services and teams that it names, all of them together", () => {
    const dates = "from: 2026-12-18, to: 2026-12-19";
    expect(frozen(`${dates}, environments: development`)).toBeUndefined();
    expect(frozen(`${dates}, environments: [production], services: [checkout], teams: payments`)).toBeDefined();
  });

  test("begins before it ends, on days that exist", () => {
    const complain = (freeze: string) => complaintOf({ freezes: `[{ ${freeze}, reason: r }]` });
    expect(complain("from: 2027-01-04, to: 2026-12-18")).toBe(
      "freezes[0].to: 2026-12-18 is not after 2027-01-04. Exchange from and to, or correct the year",
    );
    expect(complain("from: 2026-02-30, to: 2026-03-01")).toContain(
      "freezes[0].from: there is no such date or time as 2026-02-30",
    );
    expect(complain("from: Christmas, to: 2026-03-01")).toContain(
      "freezes[0].from: expected a date such as 2026-12-18",
    );
  });
});

describe("a refresh within the limits of AWS", () => {
  const complain = (refresh: string) => complaintOf({ defaults: `{ refresh: { ${refresh} } }` });

  test.each([
    ["minHealthy: 101", "minHealthy: expected a whole number from 0 to 100 (percent), the limits of AWS, found 101"],
    [
      "minHealthy: 90, maxHealthy: 99",
      "maxHealthy: expected a whole number from 100 to 200 (percent), the limits of AWS, found 99",
    ],
    ["minHealthy: 33.3", "minHealthy: expected a whole number from 0 to 100 (percent), the limits of AWS, found 33.3"],
    [
      "maxHealthy: 110",
      "maxHealthy: AWS takes maxHealthy only together with minHealthy. Add minHealthy, for example 100",
    ],
    [
      "minHealthy: 50, maxHealthy: 200",
      "maxHealthy: AWS takes at most 100 between minHealthy (50) and maxHealthy (200). Lower maxHealthy to 150, or raise minHealthy to 100",
    ],
    [
      "checkpoints: [50, 20, 100]",
      "checkpoints[1]: 20 does not come after 50. AWS wants every checkpoint above the one before",
    ],
    [
      "checkpoints: [20, 20, 100]",
      "checkpoints[1]: 20 does not come after 20. AWS wants every checkpoint above the one before",
    ],
    [
      "checkpoints: [20, 50]",
      "checkpoints: the refresh would end at 50 percent and leave the other instances as they are. Add 100 as the last checkpoint",
    ],
    [
      "checkpointDelay: 1h",
      "checkpointDelay: AWS takes checkpointDelay only together with checkpoints. Add checkpoints such as [20, 100]",
    ],
    [
      "checkpoints: [100], checkpointDelay: 3d",
      "checkpointDelay: 3d is too long: AWS takes 48h (172800 s) at most. Write 48h or less",
    ],
    ["bake: 48h1s", "bake: 48h1s is too long: AWS takes 48h (172800 s) at most. Write 48h or less"],
    ["standby: wait", 'standby: expected one of Terminate, Ignore, Wait, found "wait": did you mean `Wait`?'],
    [
      "alarms: [a, b, c, d, e, f, g, h, i, j, k]",
      "alarms: expected no more than 10 alarms, the limit of AWS, found a list",
    ],
  ])("%s", (refresh, complaint) => {
    expect(complain(refresh)).toBe(`defaults.refresh.${complaint}`);
  });

  test("takes every field of the vocabulary", () => {
    const refresh = productionWith(
      "refresh: { minHealthy: 100, maxHealthy: 200, warmup: 5m, checkpoints: [20, 100], checkpointDelay: 48h, bake: 2d, skipMatching: false, autoRollback: false, scaleInProtected: Refresh, standby: Ignore, alarms: [errors] }",
    ).refresh;
    const { warmup, checkpointDelay, bake, ...rest } = refresh;
    expect([warmup, checkpointDelay, bake].map((d) => d?.total("seconds"))).toEqual([300, 172_800, 172_800]);
    expect(rest).toEqual({
      minHealthy: 100,
      maxHealthy: 200,
      checkpoints: [20, 100],
      skipMatching: false,
      autoRollback: false,
      scaleInProtected: "Refresh",
      standby: "Ignore",
      alarms: ["errors"],
    });
  });

  test("rules between two fields hold where they come together", () => {
    expect(
      complaintOf({
        environments: "{ production: { refresh: { minHealthy: 20 } } }",
        services: "{ checkout: { team: payments, image: base, refresh: { maxHealthy: 150 } } }",
      }),
    ).toContain("services.checkout.refresh.maxHealthy: AWS takes at most 100 between");
  });
});

test("anchors and merges spare repetition", () => {
  const policy = policyOf({
    environments: "\n  staging: &calm { delay: 1d, window: Mon 10:00-12:00 }\n  production: { <<: *calm, delay: 3d }",
  });
  const production = environmentOf(policy, "checkout", "production");
  expect(formatDuration(production.delay)).toBe("3d");
  expect(production.windows).toHaveLength(1);
});

test("one anchor may serve hundreds of services", () => {
  const names = Array.from({ length: 500 }, (_, i) => `  s${i}: *usual\n`);
  const services = `\n  first: &usual { team: payments, image: base, window: always }\n${names.join("")}`;
  expect(Object.keys(policyOf({ services }).services)).toHaveLength(501);
});

describe("approval", () => {
  const approvalIn = (sections: Readonly<Record<string, string>>) => {
    const { environments } = policyOf(sections).services.checkout ?? { environments: [] };
    return environments.map(({ name, approval }) => [
      name,
      approval?.teams,
      approval && formatDuration(approval.timeout),
    ]);
  };

  test("is asked of nobody where nothing is said", () => {
    expect(approvalIn({})).toEqual([
      ["development", undefined, undefined],
      ["production", undefined, undefined],
    ]);
  });

  test("is the service's own team's where it is required, for a week", () => {
    expect(approvalIn({ environments: "{ development: {}, production: { approval: required } }" })).toEqual([
      ["development", undefined, undefined],
      ["production", ["payments"], "7d"],
    ]);
  });

  test("is that of the teams that are named, and can be taken back", () => {
    expect(
      approvalIn({
        defaults: "{ approval: [payments, security, payments], approvalTimeout: 3d }",
        teams: "{ payments: {}, security: {} }",
        services: "{ checkout: { team: payments, image: base, environments: { development: { approval: none } } } }",
      }),
    ).toEqual([
      ["development", undefined, undefined],
      ["production", ["payments", "security"], "3d"],
    ]);
  });

  test("is no other word", () => {
    expect(complaintOf({ defaults: "{ approval: requird }" })).toBe(
      'defaults.approval: expected `required`, `none` or a list, found "requird". Did you mean `required`?',
    );
  });
});
