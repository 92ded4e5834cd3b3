import { decodePolicy, encodePolicy } from "@ami-refresh/core/adapters/policyFile.ts";
import { forStage } from "@ami-refresh/core/config/forStage.ts";
import { footprintOf } from "@ami-refresh/core/domain/footprint.ts";
import type { Policy } from "@ami-refresh/core/domain/policy.ts";
import { subscriptionsOf } from "@ami-refresh/core/domain/subscription/subscriptionsOf.ts";
import { describe, expect, test } from "vitest";
import { aConfiguration, complaintOf, policyOf, problemsOf } from "./sketch.ts";

const topic = "arn:aws:sns:eu-west-2:123456789012:changes";
const webhook = "https://hooks.example.com/ami-refresh";
const teams = (subscription: string, team = "") =>
  ({ teams: `{ payments: { ${team}subscriptions: [${subscription}] }, media: {} }` }) as const;
const complaint = (subscription: string) => complaintOf(teams(subscription));
const the = (policy: Policy) => subscriptionsOf(policy).map(({ id: _, ...rest }) => JSON.parse(JSON.stringify(rest)));

describe("a team's shorthand", () => {
  test("hears of everything at once, each address once", () => {
    const policy = policyOf({ teams: '{ payments: { slack: "#pay", email: [a@example.com, a@example.com] } }' });
    expect(subscriptionsOf(policy)).toEqual([
      {
        id: "payments/slack/#pay",
        team: "payments",
        address: { channel: "slack", to: "#pay" },
        timezone: "UTC",
        filter: {},
        pace: {},
      },
      {
        id: "payments/email/a@example.com",
        team: "payments",
        address: { channel: "email", to: "a@example.com" },
        timezone: "UTC",
        filter: {},
        pace: {},
      },
    ]);
  });
});

describe("a subscription", () => {
  test.each([
    ['slack: "#night"', { channel: "slack", to: "#night" }],
    ["slack: U012AB3CD", { channel: "slack", to: "U012AB3CD" }],
    ["email: ana@example.com", { channel: "email", to: "ana@example.com" }],
    [`sns: "${topic}"`, { channel: "sns", to: topic }],
    [`webhook: { url: "${webhook}", secret: changes }`, { channel: "webhook", to: webhook, secret: "changes" }],
  ])("goes to %s", (where, address) => {
    expect(the(policyOf(teams(`{ ${where} }`)))).toMatchObject([{ address, filter: {}, pace: {} }]);
  });

  test("says of what, and when", () => {
    const written = `{ email: a@example.com, services: checkout, environments: [production], families: base, events: [step.failed, rollout.planned], severity: warning, digest: daily 09:00, quiet: "22:00-24:00", timezone: Asia/Tokyo }`;
    expect(the(policyOf(teams(written)))).toEqual([
      {
        team: "payments",
        address: { channel: "email", to: "a@example.com" },
        timezone: "Asia/Tokyo",
        filter: {
          services: ["checkout"],
          environments: ["production"],
          families: ["base"],
          events: ["step.failed", "rollout.planned"],
          severity: "warning",
        },
        pace: { digest: { daily: "09:00:00" }, quietHours: { from: "22:00:00", to: "00:00:00" } },
      },
    ]);
  });

  test("that says no zone has the team's", () => {
    expect(the(policyOf(teams("{ email: a@example.com }", "timezone: Asia/Tokyo, ")))).toMatchObject([
      { timezone: "Asia/Tokyo" },
    ]);
  });

  test("is told apart from another to the same address, and is the same whatever it comes to filter", () => {
    const two = (filter: string) => `{ email: a@example.com, ${filter} }, { email: a@example.com, digest: hourly }`;
    const ids = ["severity: info", "severity: failure"].map((filter) =>
      subscriptionsOf(policyOf(teams(two(filter)))).map(({ id }) => id),
    );
    expect(ids[0]).toEqual(["payments/email/a@example.com", "payments/email/a@example.com/2"]);
    expect(ids[1]).toEqual(ids[0]);
  });

  test("is shipped with its times of day", () => {
    const policy = policyOf(
      teams('{ slack: "#a", digest: daily 09:30, quiet: "22:00-07:00" }, { slack: "#b", digest: hourly }'),
    );
    const [first, second] = subscriptionsOf(decodePolicy(encodePolicy(policy), "policy.json"));
    expect(first?.pace).toMatchObject({
      digest: { daily: { hour: 9, minute: 30 } },
      quietHours: { from: { hour: 22 } },
    });
    expect(second?.pace).toEqual({ digest: "hourly" });
  });
});

describe("in a sandbox", () => {
  const all = `{ slack: "#night" }, { email: a@example.com, digest: hourly }, { sns: "${topic}" }, { webhook: { url: "${webhook}", secret: s } }`;
  const inStage = (sandbox: string) => the(forStage(policyOf({ ...teams(all), sandbox }), "dev-ana"));

  test("only the sandbox's own channel and address are told, and nobody where there is none", () => {
    expect(inStage('{ slack: "#sandbox", email: ana@example.com }')).toMatchObject([
      { address: { channel: "slack", to: "#sandbox" } },
      { address: { channel: "email", to: "ana@example.com" }, pace: { digest: "hourly" } },
    ]);
    expect(inStage("{}")).toEqual([]);
  });

  test("the deployment knows topics and secrets of the real stages only", () => {
    const policy = policyOf(teams(all));
    expect(footprintOf(policy)).toMatchObject({ mailReader: "payments", topics: [topic], webhookSecrets: ["s"] });
    const sandbox = footprintOf(forStage(policy, "dev-ana"));
    for (const field of ["mailReader", "topics", "webhookSecrets"]) expect(sandbox).not.toHaveProperty(field);
  });
});

describe("is refused", () => {
  const here = "teams.payments.subscriptions[0]";
  test.each([
    ["{}", `${here}: says not where. Give it one of slack, email, sns, webhook`],
    [
      '{ slack: "#a", email: a@example.com }',
      `${here}: says slack and email. Give it one of slack, email, sns, webhook`,
    ],
    ["{ emial: a@example.com }", /unknown key `emial`: did you mean `email`\?/],
    ["{ slack: payments }", /subscriptions\[0\]\.slack: expected a Slack channel .* Did you mean "#payments"\?$/],
    [
      '{ slack: "#a", services: chekout }',
      `${here}.services: there is no service \`chekout\`: did you mean \`checkout\`?`,
    ],
    [
      '{ slack: "#a", environments: [prod] }',
      `${here}.environments[0]: there is no environment \`prod\`. Environments are development, production`,
    ],
    ['{ slack: "#a", families: [bse] }', `${here}.families[0]: there is no family \`bse\`: did you mean \`base\`?`],
    ['{ slack: "#a", families: nothing }', `${here}.families: there is no family \`nothing\`. Families are base`],
    [
      '{ slack: "#a", events: [step.faild] }',
      `${here}.events[0]: there is no event \`step.faild\`: did you mean \`step.failed\`?`,
    ],
    [
      '{ slack: "#a", severity: warn }',
      `${here}.severity: expected one of quiet, info, success, warning, failure, found "warn". Write one of them`,
    ],
    [
      '{ slack: "#a", digest: weekly }',
      `${here}.digest: expected \`immediately\`, \`hourly\`, or a time of day such as \`daily 09:00\`, found "weekly"`,
    ],
    ['{ slack: "#a", digest: daily 9:00 }', /\.digest: expected/],
    ['{ slack: "#a", quiet: "22-7" }', `${here}.quiet: expected hours such as 22:00-07:00, found "22-7"`],
    [
      '{ slack: "#a", quiet: "07:00-07:00" }',
      `${here}.quiet: 07:00-07:00 ends when it begins. Leave some hours in which something may be told`,
    ],
    ['{ slack: "#a", timezone: London }', /there is no time zone "London": did you mean `Europe\/London`/],
    ["{ sns: changes }", /\.sns: expected the ARN of an SNS topic/],
    ["{ webhook: { url: https://hooks.example.com } }", /\.webhook\.secret: is missing\. Add it: name of the secret/],
  ])("%s", (written, expected) => {
    if (typeof expected === "string") expect(complaint(written)).toBe(expected);
    else expect(complaint(written)).toMatch(expected);
  });

  test("where it names a service of another team, unless it is asked to approve there", () => {
    const services = (approval: string) =>
      `{ checkout: { team: payments, image: base }, search: { team: media, image: base${approval} } }`;
    const sections = teams('{ slack: "#a", services: [checkout, search] }');
    expect(complaintOf({ ...sections, services: services("") })).toBe(
      `${here}.services[1]: payments hears nothing of \`search\`, which is of the team media. Subscribe to it where its team is`,
    );
    expect(the(policyOf({ ...sections, services: services(", approval: [payments]") }))).toHaveLength(1);
  });

  test("with the place at which it stands", () => {
    const text = aConfiguration({
      teams: '\n  payments:\n    subscriptions:\n      - slack: "#a"\n        events:\n          - step.strated',
    });
    expect(problemsOf(text)).toMatchObject([{ line: 8, column: 13 }]);
  });
});

describe("a webhook's URL is refused where it", () => {
  test.each([
    ["http://hooks.example.com", "a webhook is called by https only"],
    ["hooks.example.com", "is no URL"],
    ["https://ana:secret@hooks.example.com", "holds a name or a password"],
    ["https://hooks.example.com/#top", "has a fragment"],
    ["https://localhost/hook", "localhost is a name of the own machine"],
    ["https://api.localhost./hook", "api.localhost is a name of the own machine"],
    ["https://intranet/hook", "intranet is a name of the own machine or network"],
    ["https://metadata.google.internal/", "is a name of the own machine or network"],
    ["https://127.0.0.1/hook", "127.0.0.1 is an address"],
    ["https://127.1/hook", "127.0.0.1 is an address"],
    ["https://2130706433/hook", "127.0.0.1 is an address"],
    ["https://0x7f.0.0.1/hook", "127.0.0.1 is an address"],
    ["https://10.0.0.1/hook", "10.0.0.1 is an address"],
    ["https://169.254.169.254/latest/meta-data", "169.254.169.254 is an address"],
    ["https://[::1]/hook", "[::1] is an address"],
    ["https://[fe80::1]/hook", "[fe80::1] is an address"],
    ["https://[::ffff:10.0.0.1]/hook", "is an address"],
  ])("is %s", (url, expected) => {
    expect(complaint(`{ webhook: { url: "${url}", secret: s } }`)).toContain(expected);
  });
});
