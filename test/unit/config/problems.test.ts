import { describe, expect, test } from "vitest";
import { aConfiguration, complaintOf, errorOf, policyOf, problemsOf } from "./sketch.ts";

describe("every problem", () => {
  test("names file, line, column, path and remedy", () => {
    const text = aConfiguration({ environments: "\n  production:\n    windw: daily 10:00-16:00\n    delay: 3" });
    expect(errorOf(text).message).toBe(
      [
        "test.yaml:4:5 environments.production.windw: unknown key `windw`: did you mean `window`?",
        "test.yaml:5:12 environments.production.delay: expected a duration such as 30m, 1d or 2d12h, found 3. Add a unit: 3m, 3h or 3d",
      ].join("\n"),
    );
    expect(problemsOf(text)[1]).toEqual({
      path: "environments.production.delay",
      line: 5,
      column: 12,
      message: "expected a duration such as 30m, 1d or 2d12h, found 3",
      remedy: "add a unit: 3m, 3h or 3d",
    });
  });

  test("is told at once, whether of syntax, form or reference, in the order of the file", () => {
    const text = `timezone: UTC\n${aConfiguration({
      services: "{ checkout: { team: paymets, image: base, colour: red } }",
    })}timezone: Nowhere\n`;
    expect(problemsOf(text).map(({ line, message }) => `${line} ${message}`)).toEqual([
      "5 there is no team `paymets`: did you mean `payments`?",
      "5 unknown key `colour`",
      "6 this key stands twice in the same map",
      '6 there is no time zone "Nowhere"',
    ]);
  });

  test("of what is missing points to the map that lacks it", () => {
    const services = "\n  checkout:\n    team: payments";
    expect(errorOf(aConfiguration({ services })).message).toBe(
      "test.yaml:5:3 services.checkout.image: is missing. Add it: the family of its images, or a list of several",
    );
  });

  test("of merged settings points to where they are written", () => {
    const text = `${aConfiguration({
      environments: "\n  development: &calm\n    soak: long\n  production:\n    <<: *calm\n    delay: 1d",
    })}`;
    expect(problemsOf(text).map(({ path, line }) => `${path} ${line}`)).toEqual([
      "environments.development.soak 4",
      "environments.production.soak 4",
    ]);
  });
});

describe("names that stand for nothing", () => {
  test.each([
    [
      { services: "{ checkout: { team: nobody, image: base } }" },
      "services.checkout.team: there is no team `nobody`. Teams are payments",
    ],
    [
      { services: "{ checkout: { team: payments, image: [bse] } }" },
      "services.checkout.image[0]: there is no image `bse`: did you mean `base`?",
    ],
    [
      { services: "{ checkout: { team: payments, image: base, environments: { prduction: {} } } }" },
      "services.checkout.environments.prduction: there is no environment `prduction`: did you mean `production`?",
    ],
    [
      { environments: "{ production: { approval: [paymnts] } }" },
      "environments.production.approval[0]: there is no team `paymnts`: did you mean `payments`?",
    ],
    [
      {
        freezes:
          "[{ from: 2026-12-18, to: 2026-12-19, reason: r, environments: production, services: [checkuot], teams: payment }]",
      },
      [
        "freezes[0].services[0]: there is no service `checkuot`: did you mean `checkout`?",
        "freezes[0].teams: there is no team `payment`: did you mean `payments`?",
      ].join("\n"),
    ],
  ])("%o", (sections, complaint) => {
    expect(complaintOf({ ...sections })).toBe(complaint);
  });
});

describe("values that YAML has made something else of", () => {
  test("an account id without quotes is a number, and loses its zeros", () => {
    expect(complaintOf({ images: "{ base: { owners: [012345678901], name: b } }" })).toBe(
      'images.base.owners[0]: expected `self` or the 12 digits of an account id in quotes, found 12345678901. Put it in quotes: "012345678901"',
    );
  });

  test("a channel without quotes is a comment", () => {
    const complaint = complaintOf({ teams: "\n  payments:\n    slack: #payments" });
    expect(complaint).toContain("teams.payments.slack: expected a Slack channel in quotes");
    expect(complaint).toContain("a value that begins with # needs quotes");
  });

  test.each([
    ["a map", "teams:\n  payments: { slack: #payments }\n  media: {}\n", "2:22", "#payments }"],
    ["a list", 'x: ["#a", #b]\ny: 1\n', "1:11", "#b]"],
    ["a list, at once", "x: [#a, b]\ny: 1\n", "1:5", "#a, b]"],
    ["a map of several lines", "x: { # those\n  'slack': #a }, # and\n  y: {} }\nz: 1\n", "2:12", "#a }"],
  ])("a channel without quotes is a comment that takes the end of %s with it", (_, text, place, comment) => {
    expect(errorOf(text).message).toBe(
      `test.yaml:${place} \`${comment}\` is a comment, and its bracket closes nothing. A value that begins with # needs quotes`,
    );
  });

  test.each([
    ["x: { slack: #a,\n  y: 1 }\n", "1:13", "#a,"],
    ["x: {\r\n  slack: #a, \r\n  y: 1\r\n}\r\n", "2:10", "#a,"],
    ["x:\n  y: { slack: #a, z: [b,\n   c] }\n", "2:15", "#a, z: [b,"],
  ])("or the comma before what stands on the next line: %j", (text, place, comment) => {
    expect(errorOf(text).message).toContain(
      `test.yaml:${place} \`${comment}\` is a comment, and its comma separates nothing. A value that begins with # needs quotes`,
    );
  });

  test("every such channel is told of", () => {
    const text = "x:\n  - { slack: #a }\n  - { slack: #b }\n";
    expect(problemsOf(text).map(({ line }) => line)).toEqual([2, 3]);
  });

  test("a comment in its place is not blamed for what is wrong elsewhere", () => {
    expect(errorOf("x: { y: 1 } # [see, #12]\nz: [1, # [old]\n  '#2', b\n").message).toMatch(
      /^test.yaml:4:1 this is no YAML/,
    );
  });

  test("a channel without # is told what it lacks", () => {
    expect(complaintOf({ teams: "{ payments: { slack: payments } }" })).toMatch(/Did you mean "#payments"\?$/);
  });

  test("a percentage is a number", () => {
    expect(complaintOf({ defaults: '{ refresh: { minHealthy: "90%" } }' })).toMatch(
      /Write 90, a number without quotes$/,
    );
  });

  test("a tag's value without quotes is a truth value", () => {
    expect(complaintOf({ images: "{ base: { owners: self, name: b, tags: { Hardened: true } } }" })).toMatch(
      /Put it in quotes: "true"$/,
    );
  });
});

describe("the time in which somebody may answer", () => {
  test.each(["0m", "0d0h"])("%s would end every rollout", (approvalTimeout) => {
    expect(complaintOf({ environments: `{ production: { approvalTimeout: ${approvalTimeout} } }` })).toBe(
      `environments.production.approvalTimeout: ${approvalTimeout} is no time at all. Write a duration longer than none such as 3d`,
    );
  });

  test("is a duration like any other, and may be short", () => {
    expect(complaintOf({ defaults: "{ approvalTimeout: soon }" })).toBe(
      'defaults.approvalTimeout: expected a duration such as 30m, 1d or 2d12h, found "soon"',
    );
    expect(policyOf({ defaults: "{ approvalTimeout: 1s }" })).toBeDefined();
  });
});

describe("owners", () => {
  test("are never empty, for a name is no identity", () => {
    expect(complaintOf({ images: "{ base: { owners: [], name: b } }" })).toBe(
      "images.base.owners: expected at least one, found an empty list",
    );
    expect(complaintOf({ images: "{ base: { name: b } }" })).toContain("images.base.owners: is missing");
  });

  test("are accounts, no aliases", () => {
    expect(complaintOf({ images: "{ base: { owners: amazon, name: b } }" })).toContain(
      'account id in quotes, found "amazon"',
    );
  });
});

describe("time zones", () => {
  test.each([
    ["London", 'there is no time zone "London": did you mean `Europe/London`?'],
    ["new york", 'there is no time zone "new york": did you mean `America/New_York`?'],
    ["Europe/Lodnon", 'there is no time zone "Europe/Lodnon": did you mean `Europe/London`?'],
    [
      '"+01:00"',
      "+01:00 is an offset and knows no summer time. Name a zone of the IANA database such as Europe/London",
    ],
  ])("%s", (timezone, complaint) => {
    expect(complaintOf({ timezone })).toBe(`timezone: ${complaint}`);
  });

  test.each(["UTC", "Asia/Calcutta", "Asia/Kolkata", "America/Argentina/Ushuaia"])("%s is one", (timezone) => {
    expect(policyOf({ timezone }).timezone).toBe(timezone);
  });
});

describe("one of several words", () => {
  test("that is near to none is not guessed: it may be a right", () => {
    const teams = (may: string) => ({ teams: `{ payments: { members: { ann: { slack: U012AB3CD, may: ${may} } } } }` });
    expect(complaintOf(teams("[deploy]"))).toBe(
      'teams.payments.members.ann.may[0]: expected one of approve, pause, roll-back, found "deploy". Write one of them',
    );
    expect(complaintOf(teams("[aprove]"))).toMatch(/did you mean `approve`\?$/);
  });
});

describe("a value where a list was meant", () => {
  const service = (more: string) => ({ services: `{ checkout: { team: payments, image: base, ${more} } }` });
  test.each([
    [
      { teams: "{ payments: { members: { ann: { slack: U012AB3CD, may: approve } } } }" },
      'teams.payments.members.ann.may: expected a list, found "approve". Write [approve]',
    ],
    [
      { defaults: "{ approval: payments }" },
      'defaults.approval: expected `required`, `none` or a list, found "payments". Write [payments]',
    ],
    [
      service('groups: "checkout #a"'),
      'services.checkout.groups: expected a list or a map, found "checkout #a". Write ["checkout #a"]',
    ],
    [{ freezes: "december" }, 'freezes: expected a list, found "december"'],
  ])("%o", (sections, complaint) => {
    expect(complaintOf(sections)).toBe(complaint);
  });
});

describe("a list where a map was meant", () => {
  const asked = "expected a map, found a list.";
  test.each([
    ["of keys", { email: "[a@example.com]" }, `email: ${asked} Write KEY: VALUE; the keys here are from`],
    ["of names", { teams: "[a, b]" }, `teams: ${asked} Write a name before each: NAME: VALUE`],
    [
      "of names, and what each has to have",
      { services: "[checkout]" },
      `services: ${asked} Write a name before each: NAME: { team: VALUE, image: VALUE, … }`,
    ],
  ])("%s", (_, configuration, complaint) => {
    expect(complaintOf(configuration)).toContain(complaint);
  });
});

describe("hostile input", () => {
  test.each([
    ["nothing at all", "", "test.yaml:1:1 the configuration is empty. It needs at least images"],
    ["a comment", "# soon\n", "test.yaml:1:1 the configuration is empty"],
    ["a list", "- images\n- teams\n", "test.yaml:1:1 expected a map, found a list"],
    ["a word", "hello", 'test.yaml:1:1 expected a map, found "hello"'],
    ["a tab", "images:\n\tbase: {}\n", "test.yaml:2:1 a tab is used as indentation. YAML knows spaces only"],
    ["an open bracket", "images: {\n", "test.yaml:"],
    ["two documents", `${aConfiguration()}---\n${aConfiguration()}`, "test.yaml:5:1 there is more than one document"],
    ["an unknown anchor", "images: *nowhere\n", "test.yaml:1:1 this is no YAML: Unresolved alias"],
    ["an anchor in itself", "images: &a { base: *a }\n", "test.yaml:1:"],
    ["lists in lists in lists", "[".repeat(50_000), "test.yaml:1:"],
    ["a zero byte", "\0", "test.yaml:1:1 expected a map"],
  ])("%s is told as a problem", (_, text, beginning) => {
    expect(errorOf(text).message).toContain(beginning);
    expect(errorOf(text).message.startsWith("test.yaml:")).toBe(true);
  });

  test("aliases that multiply are refused before they fill the memory", () => {
    const levels = Array.from(
      { length: 12 },
      (_, i) => `x${i}: &x${i} [${Array(10).fill(i === 0 ? "lol" : `*x${i - 1}`)}]`,
    );
    expect(errorOf(levels.join("\n")).message).toContain("Excessive alias count");
  });

  test("numbers beyond all bounds", () => {
    expect(complaintOf({ defaults: "{ delay: 99999999999999999999d }" })).toContain(
      "defaults.delay: expected a duration",
    );
    expect(complaintOf({ defaults: "{ delay: 999999999w }" })).toBe(
      "defaults.delay: 999999999w is too long. Write 365d or less",
    );
    expect(complaintOf({ defaults: "{ refresh: { minHealthy: 1e999 } }" })).toContain("found Infinity");
    expect(complaintOf({ defaults: "{ refresh: { minHealthy: .nan } }" })).toContain("found NaN");
  });

  test("__proto__ is no name, and constructor is one like any other", () => {
    const services = "{ __proto__: { team: payments, image: base }, constructor: { team: payments, image: base } }";
    expect(complaintOf({ services })).toBe("services.__proto__: this name cannot be used. Choose another");
    const policy = policyOf({
      environments: "{ constructor: {}, toString: {} }",
      services: "{ constructor: { team: payments, image: base, environments: { toString: { delay: 1h } } } }",
    });
    expect(Object.keys(policy.services)).toEqual(["constructor"]);
    expect(Object.values(policy.services)[0]?.environments.map(({ name }) => name)).toEqual([
      "constructor",
      "toString",
    ]);
  });

  test("an environment of digits would lose its place in promotion order", () => {
    expect(complaintOf({ environments: "{ zebra: {}, 1: {} }" })).toContain("not of digits only");
  });

  test("what reaches IAM policies holds no wildcards", () => {
    expect(
      complaintOf({
        services: '{ checkout: { team: payments, image: base, environments: { development: { groups: ["*"] } } } }',
      }),
    ).toContain('groups[0]: expected the name of an Auto Scaling group, found "*"');
    expect(
      complaintOf({ environments: '{ a: { groups: { tags: { Environment: "$' + '{aws:username}" } } } }' }),
    ).toContain("expected the value of a tag");
  });
});
