import { forStage } from "@ami-refresh/core/config/forStage.ts";
import { examine } from "@ami-refresh/core/doctor/examine.ts";
import { describe, expect, test } from "vitest";
import { aGroup, anImage, aVersion, facts, findings, foundBy, production, rulesThatSpeak } from "./account.ts";

/** A group that nobody owns, with these tags, on an image of nobody's. */
const aStray = (tags: Readonly<Record<string, string>>) =>
  aGroup("stray", { tags, launch: { kind: "launch-template", template: { id: "lt-other", version: "1" } } });
const otherTemplate = { version: { "lt-other@1": aVersion({ templateId: "lt-other", imageId: "ami-other" }) } };
const otherImage = { ...otherTemplate, image: anImage("ami-other", { name: "windows-2022" }) };

describe("a group that no service finds", () => {
  test("and that runs an image of ours is never refreshed", () => {
    expect(foundBy("unclaimed-group", { group: aGroup("stray", { tags: {} }) })).toEqual([
      {
        severity: "warning",
        about: [{ group: "stray" }],
        what: "runs an image of base, and no service finds it",
        why: "it is never refreshed",
        remedy: "give it the tags by which its service finds groups, or name it under the service's `groups`",
      },
    ]);
  });

  test.each([
    [{}],
    // That somebody else's group is in production, too, says nothing.
    [{ Service: "frontdesk", Environment: "production" }],
  ])("and that has nothing to do with us (%j) is a note", (tags) => {
    expect(findings({ group: aStray(tags), ...otherImage })).toMatchObject([
      { rule: "unclaimed-group", severity: "note", about: [{ group: "stray" }] },
    ]);
  });

  test("but names a service lacks the tag of the environment", () => {
    expect(findings({ group: aStray({ Service: "checkout" }), ...otherImage })).toEqual([
      {
        rule: "missing-tag",
        severity: "warning",
        about: [{ group: "stray", service: "checkout" }],
        what: "has no tag Environment",
        why: "checkout does not find it: it is never refreshed",
        remedy: "tag it Environment=development|production",
      },
    ]);
  });

  test.each([
    [{ Service: "chekcout", Environment: "production" }, "Service=chekcout", "did you mean Service=`checkout`?"],
    [
      { Service: "checkout", Environment: "prodution" },
      "Environment=prodution",
      "did you mean Environment=`production`?",
    ],
    [
      { Service: "checkout", Environment: "qa" },
      "Environment=qa",
      "checkout finds groups by Environment=development|production: correct the tag, or name the group under `groups`",
    ],
  ])("for a value that no service asks for (%j)", (tags, tag, remedy) => {
    expect(findings({ group: aStray(tags), ...otherImage })).toEqual([
      {
        rule: "unknown-tag",
        severity: "warning",
        about: [{ group: "stray", service: "checkout" }],
        what: `no service finds groups by its tag ${tag}`,
        why: "it is never refreshed",
        remedy,
      },
    ]);
  });

  test("is judged by the keys that the configuration sets", () => {
    const config = { tags: "{ service: app, environment: stage }" };
    const group = aStray({ app: "checkout", stage: "prodution" });
    expect(foundBy("unknown-tag", { config, group, ...otherImage })).toMatchObject([
      { remedy: "did you mean stage=`production`?" },
    ]);
  });

  test("is nobody's in a sandbox unless it carries the sandbox's tag", () => {
    const { policy, groups: _, ...rest } = facts(otherTemplate);
    const sandbox = forStage(policy, "dev-ana");
    const theirs = aGroup("checkout-production");
    const ours = aGroup("mine", { tags: { Service: "checkout", "ami-refresh:stage": "dev-ana" } });
    const rulesFor = (groups: readonly (typeof ours)[]) =>
      examine({ ...rest, policy: sandbox, groups }).map(({ rule, about }) => `${rule} ${about[0]?.group ?? ""}`);
    expect(rulesFor([theirs])).toEqual(["no-groups ", "no-groups "]);
    expect(rulesFor([theirs, ours])).toEqual(["no-groups ", "no-groups ", "missing-tag mine"]);
  });
});

describe("a service", () => {
  test("without groups in an environment passes over it", () => {
    const config = { environments: "{ development: {}, staging: {}, production: {} }" };
    expect(findings({ config })).toEqual([
      {
        rule: "no-groups",
        severity: "warning",
        about: [{ service: "checkout", environment: "staging" }],
        what: "no group is tagged Service=checkout, Environment=staging",
        why: "nothing is refreshed there: the step is skipped, and the next environment goes on without it",
        remedy: "tag its groups so; or write `staging: false` under the service's `environments` if it has none",
      },
    ]);
  });

  test("that names a group which is not there is told the nearest", () => {
    const config = production("groups: [checkout-prodution, checkout-production]");
    expect(findings({ config })).toMatchObject([
      {
        rule: "missing-group",
        severity: "error",
        about: [{ service: "checkout", environment: "production" }],
        what: "there is no group checkout-prodution in eu-west-2",
        remedy: "did you mean `checkout-production`?",
      },
    ]);
  });

  test("that finds another's group is told whose it is", () => {
    const services =
      "{ checkout: { team: payments, image: base }, search: { team: payments, image: base, environments: { development: false, production: { groups: [checkout-production] } } } }";
    expect(foundBy("overlap", { config: { services } })).toEqual([
      {
        severity: "error",
        about: [{ group: "checkout-production" }],
        what: "is found by checkout in production and by search in production",
        why: "it would be refreshed at two times, and each takes the other's refresh for a foreign one",
        remedy: "a group belongs to one service and environment: change its tags, or the `groups` of all but one",
      },
    ]);
  });

  test("finds what carries more tags than it asks for", () => {
    const tags = { Service: "checkout", Environment: "production", Tier: "web" };
    expect(rulesThatSpeak({ group: aGroup("another", { tags }) })).toEqual([]);
  });
});
