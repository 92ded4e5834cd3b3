import type { Launch } from "@ami-refresh/core/domain/group.ts";
import { describe, expect, test } from "vitest";
import { aGroup, anImage, aVersion, findings, foundBy, production, rulesThatSpeak, stranger } from "./account.ts";

const on = (version: string, id = "lt-1"): Launch => ({ kind: "launch-template", template: { id, version } });
const group = (launch: Launch) => aGroup("checkout-production", { launch });
const about = [{ group: "checkout-production", service: "checkout", environment: "production" }];

describe("a group that takes whatever is newest", () => {
  test.each(["$Latest", "$Default"])("by %s leaks new images, and cannot be rolled back", (version) => {
    const found = findings({ group: group(on(version)), version: { [`lt-1@${version}`]: aVersion() } });
    expect(found).toMatchObject([
      {
        rule: "floating-template",
        severity: "warning",
        about,
        what: `takes \`${version}\` of lt-1, whatever that is at each launch`,
        why: "a new image reaches it at the next scale-out, before its delay, window and the environments ahead",
      },
      { rule: "no-rollback", severity: "note", about },
    ]);
  });

  test("by a parameter leaks it too", () => {
    const version = aVersion({ imageId: "resolve:ssm:/golden", resolvedImageId: "ami-1" });
    expect(foundBy("floating-template", { group: group(on("2")), version: { "lt-1@2": version } })).toMatchObject([
      { about, what: "takes `resolve:ssm:/golden`, whatever that is at each launch" },
    ]);
  });

  test("in one override is told which", () => {
    const override = {
      instanceType: "r7i.large",
      template: { id: "lt-2", version: "$Default" },
      attributeBased: false,
    };
    const plain = { instanceType: "c7i.large", attributeBased: false };
    const launch: Launch = {
      kind: "mixed-instances",
      template: { id: "lt-1", version: "1" },
      overrides: [plain, override],
      policy: {},
    };
    const version = { "lt-2@$Default": aVersion({ templateId: "lt-2" }) };
    expect(foundBy("floating-template", { group: group(launch), version })).toMatchObject([
      { what: "takes `$Default` of lt-2 (override 2), whatever that is at each launch" },
    ]);
  });

  test("is told that ami-refresh pins it, or, where it does not, that it is never refreshed", () => {
    const floating = { group: group(on("$Latest")), version: { "lt-1@$Latest": aVersion() } };
    const [pin] = foundBy("floating-template", floating);
    expect(pin?.remedy).toContain("ami-refresh does so itself at its next refresh");
    const left = { ...floating, config: production("template: leave") };
    const [leave] = foundBy("floating-template", left);
    expect(leave?.remedy).toContain("With `template: leave` it is never refreshed");
    expect(rulesThatSpeak(left)).toEqual(["floating-template"]);
  });

  test("is no matter for rollback where none is wanted", () => {
    const config = production("refresh: { autoRollback: false }");
    const version = { "lt-1@$Latest": aVersion() };
    expect(rulesThatSpeak({ config, group: group(on("$Latest")), version })).toEqual(["floating-template"]);
  });
});

test("a group on a launch configuration is never refreshed", () => {
  expect(findings({ group: group({ kind: "launch-configuration", name: "old-2019" }) })).toMatchObject([
    {
      rule: "launch-configuration",
      severity: "error",
      about,
      what: "launches from the launch configuration old-2019",
    },
  ]);
});

test.each([
  ["its template", on("2"), { "lt-1@2": aVersion({ attributeBased: true }) }],
  [
    "an override",
    {
      kind: "mixed-instances",
      template: { id: "lt-1", version: "1" },
      overrides: [{ attributeBased: true }],
      policy: {},
    } as const,
    {},
  ],
])("a group that chooses instance types by attributes in %s is never refreshed", (_, launch, version) => {
  expect(findings({ group: group(launch), version })).toMatchObject([
    { rule: "attribute-based", severity: "error", about },
  ]);
});

describe("a group whose launch template", () => {
  test("is gone can launch nothing", () => {
    expect(findings({ group: group(on("7")) })).toMatchObject([
      {
        rule: "broken-template",
        severity: "error",
        about,
        what: "names version 7 of the launch template lt-1, which is gone",
      },
    ]);
  });

  test("names no image can launch nothing", () => {
    const { imageId: _, ...imageless } = aVersion();
    expect(findings({ group: group(on("2")), version: { "lt-1@2": imageless } })).toMatchObject([
      { rule: "broken-template", what: "version 2 of the launch template lt-1 names no image" },
    ]);
  });
});

describe("a group whose image", () => {
  const onTwo = { group: group(on("2")), version: { "lt-1@2": aVersion({ imageId: "ami-2" }) } };

  test("is gone cannot scale out", () => {
    expect(findings(onTwo)).toMatchObject([
      {
        rule: "vanished-image",
        severity: "warning",
        about,
        what: "its image ami-2 cannot be described any more: deregistered, or no longer shared",
      },
    ]);
  });

  test("is disabled cannot scale out", () => {
    expect(findings({ ...onTwo, image: anImage("ami-2", { state: "disabled" }) })).toMatchObject([
      { rule: "vanished-image", what: "its image ami-2 is disabled" },
    ]);
  });

  test("is of no family of ours is left alone", () => {
    const foreign = { ...onTwo, image: anImage("ami-2", { name: "windows-2022" }) };
    expect(findings(foreign)).toMatchObject([
      {
        rule: "foreign-image",
        severity: "warning",
        about,
        what: "runs windows-2022 (ami-2), which is of no family of the service: the name windows-2022 matches no configured family",
      },
    ]);
    expect(findings({ ...foreign, config: production("adopt: true") })).toEqual([]);
  });

  test("is of another of our families is told which to add", () => {
    const images = '{ base: { owners: [self], name: "base-*" }, gpu: { owners: [self], name: "gpu-*" } }';
    const [found] = foundBy("foreign-image", {
      ...onTwo,
      config: { images },
      image: anImage("ami-2", { name: "gpu-1" }),
    });
    expect(found?.remedy).toBe("add gpu to the service's `image`, or take the group over with `adopt: true`");
  });

  test("is a stranger's with our name is an error, whatever may be adopted", () => {
    const image = anImage("ami-2", { name: "base-9", owner: stranger });
    for (const config of [{}, production("adopt: true")]) {
      expect(findings({ ...onTwo, config, image })).toMatchObject([
        {
          rule: "foreign-image",
          severity: "error",
          about,
          what: "runs base-9 (ami-2) of account 999999999999, which is no owner of the family that it is named after",
        },
      ]);
    }
  });
});

describe("a group that the service may not refresh", () => {
  const tagged = (tags: Readonly<Record<string, string>>) => new Map([["lt-1", tags]]);
  const forProduction = (sketch: Parameters<typeof foundBy>[1]) =>
    foundBy("granted-template", sketch).map(({ what, about: subjects }) => [what, subjects.length]);

  test("for its template carries another service's tag", () => {
    expect(forProduction({ templateTags: tagged({ Service: "search" }) })).toEqual([
      ["its launch template lt-1 has the tag Service=search, not checkout", 2],
    ]);
    expect(forProduction({ templateTags: tagged({ Service: "checkout" }) })).toEqual([]);
    expect(forProduction({ templateTags: tagged({}) })).toEqual([]);
  });

  test("for its template lacks the tag that the configuration insists on", () => {
    const config = production("launchTemplates: tagged");
    expect(forProduction({ config, templateTags: tagged({}) })).toEqual([
      ["its launch template lt-1 has no tag Service=checkout", 1],
    ]);
  });

  test("for its template is not among those that are named", () => {
    const config = production("launchTemplates: [lt-0abcd1234ef567890]");
    expect(forProduction({ config })).toEqual([["its launch template lt-1 is not among its `launchTemplates`", 1]]);
  });

  test("for its instances get a role that nobody named", () => {
    const version = { "lt-1@2": aVersion({ instanceProfile: "web" }) };
    const sketch = { group: group(on("2")), version };
    expect(findings(sketch)).toMatchObject([
      {
        rule: "instance-role",
        severity: "error",
        about,
        what: "its launch template names the instance profile web, and `instanceRoles` names no role",
      },
    ]);
    expect(findings({ ...sketch, config: production("instanceRoles: [web-role]") })).toEqual([]);
  });
});
