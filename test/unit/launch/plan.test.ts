import type { Override } from "@ami-refresh/core/domain/group.ts";
import { architectureOf } from "@ami-refresh/core/domain/launch/architecture.ts";
import { desiredConfiguration } from "@ami-refresh/core/domain/launch/desired.ts";
import type { LaunchFacts } from "@ami-refresh/core/domain/launch/facts.ts";
import { planLaunch } from "@ami-refresh/core/domain/launch/plan.ts";
import { versionKey } from "@ami-refresh/core/domain/launch/slots.ts";
import type { TemplateVersion } from "@ami-refresh/core/domain/launch/templateVersion.ts";
import { describe, expect, test } from "vitest";
import { at } from "../../support/policy.ts";

const occasion = { service: "checkout", environment: "production", attempt: 1 };

const image = (id: string, createdAt = "2026-11-01", name = `base-${id}`) => ({
  id,
  name,
  owner: "123456789012",
  state: "available" as const,
  architecture: "x86_64",
  tags: {},
  createdAt: at(`${createdAt}T00:00:00Z`),
});
const version = (templateId: string, imageId: string, instanceType = "m7i.large"): TemplateVersion => ({
  templateId,
  version: 1,
  imageId,
  instanceType,
});

/** A mixed instances group on `lt-base`, with what its overrides name; every template's version 1 names an image. */
function mixed(overrides: readonly Partial<Override>[], images: Readonly<Record<string, string>> = {}): LaunchFacts {
  const named = { "lt-base": "ami-old", ...images };
  const versions = Object.entries(named).map(([id, imageId]) => version(id, imageId));
  return {
    group: {
      name: "web",
      tags: {},
      desiredCapacity: 2,
      minSize: 0,
      maxSize: 4,
      suspendedProcesses: [],
      launch: {
        kind: "mixed-instances",
        template: { id: "lt-base", version: "1" },
        overrides: overrides.map((override) => ({ attributeBased: false, ...override })),
        policy: { as: "AWS gave it" },
      },
      instances: [],
    },
    versions: new Map(versions.map((one) => [versionKey({ id: one.templateId, version: "1" }), one])),
    images: new Map(
      [image("ami-old"), image("ami-new", "2026-11-20"), image("ami-foreign", "2026-11-01", "windows-1")].map((one) => [
        one.id,
        one,
      ]),
    ),
    wanted: image("ami-new", "2026-11-20"),
    family: { name: "base", owners: ["self"], namePattern: "base-*", tags: {} },
    account: "123456789012",
    policy: { template: "pin", adopt: false },
  };
}

/** The configuration that the plan leads to, when every version that it asks for becomes number 2. */
function outcome(facts: LaunchFacts) {
  const plan = planLaunch(facts, occasion);
  if (plan.outcome !== "refresh" || facts.group.launch.kind === "launch-configuration") return plan;
  const created = new Map(plan.create.map(({ clientToken }) => [clientToken, 2]));
  return {
    made: plan.create.map(({ templateId, imageId }) => `${templateId} ${imageId}`),
    desired: desiredConfiguration(facts.group.launch, plan.edits, created),
    rollback: plan.rollback,
  };
}

describe("a mixed instances group", () => {
  test("takes the image in its base; types and the rest of its policy are carried over", () => {
    const facts = mixed([{ instanceType: "m7i.large" }, { instanceType: "c7i.large" }]);
    expect(outcome(facts)).toEqual({
      made: ["lt-base ami-new"],
      desired: { ...facts.group.launch, template: { id: "lt-base", version: "2" } },
      rollback: true,
    });
  });

  test("takes it in every override that has a template of its own, and one version serves all who share it", () => {
    const facts = mixed(
      [
        { instanceType: "m7i.large" },
        { instanceType: "r7i.large", template: { id: "lt-memory", version: "1" } },
        { instanceType: "r6i.large", template: { id: "lt-memory", version: "1" } },
      ],
      { "lt-memory": "ami-old" },
    );
    expect(outcome(facts)).toMatchObject({
      made: ["lt-base ami-new", "lt-memory ami-new"],
      desired: {
        template: { version: "2" },
        overrides: [
          { instanceType: "m7i.large" },
          { template: { id: "lt-memory", version: "2" } },
          { template: { id: "lt-memory", version: "2" } },
        ],
      },
    });
  });

  test("takes it where an override names an image itself", () => {
    const facts = mixed([{ instanceType: "m7i.large", imageId: "ami-old" }, { instanceType: "c7i.large" }]);
    expect(outcome(facts)).toMatchObject({
      desired: { overrides: [{ imageId: "ami-new" }, { instanceType: "c7i.large" }] },
    });
  });

  test("keeps overrides whose image is of another family", () => {
    const facts = mixed(
      [
        { instanceType: "m7i.large" },
        { instanceType: "m7i.xlarge", template: { id: "lt-windows", version: "1" } },
        { instanceType: "c7i.large", imageId: "ami-foreign" },
      ],
      { "lt-windows": "ami-foreign" },
    );
    expect(outcome(facts)).toMatchObject({
      made: ["lt-base ami-new"],
      desired: { overrides: [{}, { template: { version: "1" } }, { imageId: "ami-foreign" }] },
    });
  });

  test("with only an override behind has only that changed", () => {
    const facts = mixed([{ instanceType: "r7i.large", template: { id: "lt-memory", version: "1" } }], {
      "lt-base": "ami-new",
      "lt-memory": "ami-old",
    });
    expect(outcome(facts)).toMatchObject({
      made: ["lt-memory ami-new"],
      desired: { template: { version: "1" }, overrides: [{ template: { version: "2" } }] },
    });
  });

  test("that is on the image everywhere is left alone", () => {
    const facts = mixed([{ imageId: "ami-new" }], { "lt-base": "ami-new" });
    expect(outcome(facts)).toMatchObject({ outcome: "left", why: "already-on-image" });
  });

  test("with an override on $Latest is pinned there, and AWS cannot roll it back", () => {
    const facts = mixed([{ instanceType: "r7i.large", template: { id: "lt-memory", version: "$Latest" } }]);
    const versions = new Map([...facts.versions, ["lt-memory@$Latest", version("lt-memory", "ami-old")]]);
    expect(outcome({ ...facts, versions })).toMatchObject({
      rollback: false,
      desired: { overrides: [{ template: { id: "lt-memory", version: "2" } }] },
    });
  });

  test("with an override whose template is gone is refused as a whole", () => {
    const facts = mixed([{ template: { id: "lt-gone", version: "1" } }]);
    expect(outcome(facts)).toEqual({
      outcome: "refused",
      reason: "the group names version 1 of the launch template lt-gone, which is gone",
    });
  });

  test("of which a type cannot run the wanted image keeps an unknown image where it is", () => {
    const facts = mixed([{ instanceType: "m7g.large", template: { id: "lt-arm", version: "1" } }], {
      "lt-arm": "ami-vanished",
    });
    expect(outcome(facts)).toMatchObject({ desired: { overrides: [{ template: { version: "1" } }] } });
  });
});

describe("a group that was changed without a refresh", () => {
  const changed = (running: string) => {
    const facts = mixed([], { "lt-base": "ami-new" });
    return {
      ...facts,
      group: { ...facts.group, instances: [{ id: "i-1", template: { id: "lt-base", version: running } }] },
      versions: new Map([...facts.versions, ["lt-base@9", { ...version("lt-base", "ami-old"), version: 9 }]]),
    };
  };

  test("is refreshed to what it names already, with nothing new made", () => {
    const facts = changed("9");
    expect(outcome(facts)).toEqual({ made: [], desired: facts.group.launch, rollback: true });
  });

  test("is left alone once every instance runs the image", () => {
    expect(outcome(changed("1"))).toMatchObject({ outcome: "left", why: "already-on-image" });
  });
});

describe("the request for a version", () => {
  const request = (facts: LaunchFacts, more: Partial<typeof occasion> = {}) => {
    const plan = planLaunch(facts, { ...occasion, ...more });
    if (plan.outcome !== "refresh" || !plan.create[0]) throw new Error("nothing is to be made");
    return plan.create[0];
  };

  test("is the same for the same occasion, and another for any other", () => {
    const facts = mixed([]);
    const renamed = { ...facts, wanted: { ...facts.wanted, name: "base-renamed" } };
    const tokens = [
      request(facts),
      request(facts, { attempt: 2 }),
      request(facts, { service: "ledger" }),
      request(facts, { environment: "staging" }),
      request(renamed),
    ].map(({ clientToken }) => clientToken);
    expect(new Set(tokens).size).toBe(5);
    expect(request(facts)).toEqual(request(facts));
  });

  test("keeps to AWS's limits, however long names are", () => {
    const facts = mixed([]);
    const { clientToken, description } = request(
      { ...facts, wanted: { ...facts.wanted, id: `ami-${"f".repeat(17)}`, name: "ü".repeat(128) } },
      { service: "s".repeat(64), environment: "e".repeat(64), attempt: 1_000_000 },
    );
    expect(clientToken.length).toBeLessThanOrEqual(128);
    expect(clientToken).toMatch(/^[\x20-\x7e]+$/);
    expect(description.length).toBeLessThanOrEqual(255);
  });
});

test.each([
  ["m7i.large", "x86_64"],
  ["m7g.large", "arm64"],
  ["m7gd.metal", "arm64"],
  ["im4gn.large", "arm64"],
  ["x2gd.medium", "arm64"],
  ["t4g.nano", "arm64"],
  ["a1.medium", "arm64"],
  ["g5.xlarge", "x86_64"],
  ["g5g.xlarge", "arm64"],
  ["c7gn.16xlarge", "arm64"],
  ["hpc7g.16xlarge", "arm64"],
  ["u7i-12tb.224xlarge", "x86_64"],
])("an instance of the type %s is %s", (type, architecture) => {
  expect(architectureOf(type)).toBe(architecture);
});
