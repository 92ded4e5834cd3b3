import { describe, expect, test } from "vitest";
import { aGroup, findings, foundBy, production, rulesThatSpeak } from "./account.ts";

const group = (more: Partial<ReturnType<typeof aGroup>>) => aGroup("checkout-production", more);
const about = [{ group: "checkout-production", service: "checkout", environment: "production" }];

describe("suspended processes", () => {
  test.each([
    [["Launch"], "Launch suspended"],
    [["Terminate", "Launch", "AZRebalance"], "Launch and Terminate suspended"],
    [["InstanceRefresh"], "InstanceRefresh suspended"],
  ])("%j keep instances from being replaced", (suspendedProcesses, what) => {
    expect(findings({ group: group({ suspendedProcesses }) })).toMatchObject([
      { rule: "suspended-processes", severity: "warning", about, what },
    ]);
  });

  test("with the load balancer not told of new instances, a refresh would take the service away", () => {
    const [found] = findings({ group: group({ suspendedProcesses: ["AddToLoadBalancer"] }) });
    expect(found).toMatchObject({ rule: "suspended-processes", severity: "error", about });
    expect(found?.remedy).toContain(
      "`aws autoscaling resume-processes --auto-scaling-group-name checkout-production --scaling-processes AddToLoadBalancer`",
    );
  });

  test("a group whose name is no word for a shell is quoted", () => {
    const named = aGroup("checkout production #2", {
      tags: { Service: "checkout", Environment: "production" },
      suspendedProcesses: ["Launch"],
    });
    const [found] = foundBy("suspended-processes", { group: named });
    expect(found?.remedy).toContain("--auto-scaling-group-name 'checkout production #2' --scaling-processes Launch");
  });

  test("that a refresh does not need are no matter", () => {
    expect(findings({ group: group({ suspendedProcesses: ["ScheduledActions", "AlarmNotification"] }) })).toEqual([]);
  });
});

describe("a refresh that waits for a person", () => {
  test("for instances protected from scale-in", () => {
    const sketch = { group: group({ protectedInstances: 1 }) };
    expect(findings(sketch)).toMatchObject([
      {
        rule: "stuck-refresh",
        severity: "warning",
        about,
        what: "1 instance is protected from scale-in, and `refresh.scaleInProtected` is `Wait`",
      },
    ]);
    expect(findings({ ...sketch, config: production("refresh: { scaleInProtected: Ignore }") })).toEqual([]);
  });

  test("for instances in standby", () => {
    const sketch = { group: group({ standbyInstances: 2 }) };
    expect(foundBy("stuck-refresh", sketch)).toMatchObject([
      { what: "2 instances are in standby, and `refresh.standby` is `Wait`" },
    ]);
    expect(findings({ ...sketch, config: production("refresh: { standby: Terminate }") })).toEqual([]);
  });
});

describe("a refresh that leaves no instance in service", () => {
  test.each([
    { size: 1, refresh: "", what: "its only instance" },
    { size: 3, refresh: "minHealthy: 0", what: "all 3 instances" },
    // Rounded up, 90 % of one is one; without a maximum AWS terminates it first all the same.
    { size: 1, refresh: "minHealthy: 100", what: "its only instance" },
  ])("of $size with { $refresh } is told of", ({ size, refresh, what }) => {
    const config = production(`refresh: { ${refresh} }`);
    expect(findings({ config, group: group({ desiredCapacity: size }) })).toMatchObject([
      { rule: "outage", severity: "note", about, what: `a refresh may terminate ${what} before new ones serve` },
    ]);
  });

  test.each([
    { size: 1, refresh: "minHealthy: 100, maxHealthy: 200" },
    { size: 2, refresh: "" },
    { size: 2, refresh: "minHealthy: 50" },
  ])("is not one of $size with { $refresh }", ({ size, refresh }) => {
    const config = production(`refresh: { ${refresh} }`);
    expect(findings({ config, group: group({ desiredCapacity: size }) })).toEqual([]);
  });

  test("is one that the group's own maintenance policy avoids", () => {
    const maintenance = { minHealthy: 100, maxHealthy: 110 };
    expect(findings({ group: group({ desiredCapacity: 1, maintenance }) })).toEqual([]);
  });
});

test("a held group and an empty one are notes, and no more is said of them", () => {
  const held = group({ tags: { Service: "checkout", Environment: "production", "ami-refresh:hold": "till Monday" } });
  expect(findings({ group: held })).toMatchObject([
    { rule: "held", severity: "note", about, what: "held by its tag ami-refresh:hold: till Monday" },
  ]);
  expect(rulesThatSpeak({ group: group({ desiredCapacity: 0 }) })).toEqual(["no-capacity"]);
});
