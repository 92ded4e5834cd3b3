import type { ChannelFacts, ChatFacts, MailFacts } from "@ami-refresh/core/doctor/facts.ts";
import { nobody, type Silenced } from "@ami-refresh/core/domain/subscription/kept.ts";
import { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import { describe, expect, test } from "vitest";
import { findings, foundBy, production } from "./account.ts";

const config = {
  teams: '{ payments: { slack: "#payments", email: payments@example.com } }',
  email: "{ from: AMI refresh <ami@example.com> }",
};
const fine: ChannelFacts = { exists: true, archived: false, member: true, private: false };
const chat = (token: Partial<ChatFacts["token"]> = {}, channel: ChannelFacts | undefined = fine): ChatFacts => ({
  token: { state: "valid", workspace: "acme", scopes: ["chat:write"], ...token } as ChatFacts["token"],
  channels: new Map(channel ? [["#payments", channel]] : []),
});
const mail = (more: Partial<MailFacts> = {}): MailFacts => ({
  sending: true,
  sandbox: false,
  verified: new Map([["ami@example.com", true]]),
  suppressed: new Map(),
  ...more,
});

test("teams that can be reached are no matter", () => {
  expect(findings({ config, chat: chat(), mail: mail() })).toEqual([]);
});

describe("Slack", () => {
  test.each<[Partial<ChatFacts["token"]>, object]>([
    [
      { state: "missing", remedy: "store it" },
      { severity: "error", what: "there is no Slack token", remedy: "store it" },
    ],
    [
      { state: "refused", error: "token_revoked", parameter: "/ami-refresh/production/slack-token" },
      {
        severity: "error",
        what: "Slack refuses the token: token_revoked",
        remedy: "store the app's bot token (xoxb-…) in the parameter /ami-refresh/production/slack-token",
      },
    ],
    [
      { state: "unreachable", reason: "getaddrinfo ENOTFOUND slack.com" },
      { severity: "warning", what: "Slack cannot be reached from here: getaddrinfo ENOTFOUND slack.com" },
    ],
    [
      { state: "ambiguous", stages: ["dev", "production"] },
      { severity: "note", what: "Slack was not checked: the stages dev, production have a token each" },
    ],
    [
      { state: "valid", workspace: "acme", scopes: ["channels:read"] },
      { severity: "error", what: "the Slack app may not write: its token has no scope chat:write" },
    ],
  ])("with the token %j", (token, found) => {
    expect(findings({ config, chat: chat(token), mail: mail() })).toMatchObject([
      { rule: "slack-token", about: [{}], ...found },
    ]);
  });

  describe.each([
    ["a team", config, "the team is told nothing in Slack", "the team's `slack`"],
    [
      "a subscription",
      { teams: '{ payments: { subscriptions: [{ slack: "#payments" }] } }' },
      "the team's subscription is told nothing",
      "`slack` of the team's subscription",
    ],
  ])("of %s", (_, config, why, field) => {
    test.each<[string, ChannelFacts, string]>([
      [
        "there is no channel #payments, or it is private and the app is not in it",
        { exists: false },
        `correct ${field}, or invite the app with /invite`,
      ],
      ["the channel #payments is archived", { ...fine, archived: true }, `name another in ${field}`],
      ["the app is not in #payments", { ...fine, member: false }, "invite it: /invite in #payments"],
    ])("%s", (what, channel, remedy) => {
      expect(findings({ config, chat: chat({}, channel), mail: mail() })).toMatchObject([
        { rule: "slack-channel", severity: "error", about: [{ team: "payments" }], what, why, remedy },
      ]);
    });
  });

  test("an app that may write to public channels need not be in them, but in private ones", () => {
    const token = { scopes: ["chat:write", "chat:write.public"] };
    const outside = { ...fine, member: false };
    expect(findings({ config, chat: chat(token, outside), mail: mail() })).toEqual([]);
    expect(findings({ config, chat: chat(token, { ...outside, private: true }), mail: mail() })).toHaveLength(1);
  });

  test("a channel that cannot be asked for is a note", () => {
    const unasked = { ...chat(), channels: new Map(), unasked: "missing_scope" };
    expect(findings({ config, chat: unasked, mail: mail() })).toMatchObject([
      {
        rule: "slack-channel",
        severity: "note",
        what: "whether the app may write to #payments could not be checked: missing_scope",
      },
    ]);
  });
});

describe("mail", () => {
  test("from a sender that is not verified is refused", () => {
    const verified = new Map([["ami@example.com", false]]);
    expect(findings({ config, chat: chat(), mail: mail({ verified }) })).toMatchObject([
      {
        rule: "mail-sender",
        severity: "error",
        what: "neither the sender ami@example.com nor its domain is verified in Amazon SES in eu-west-2",
      },
    ]);
  });

  test("is not sent while SES has paused the account", () => {
    expect(findings({ config, chat: chat(), mail: mail({ sending: false }) })).toMatchObject([
      { rule: "mail-sender", what: "the account may not send mail in eu-west-2: Amazon SES has paused it" },
    ]);
  });

  test("cannot be sent without a sender", () => {
    const { email: _, ...senderless } = config;
    expect(findings({ config: senderless, chat: chat() })).toMatchObject([
      { rule: "mail-sender", what: "teams want mail, and no sender is set" },
    ]);
  });

  test("in the sandbox reaches verified addresses only", () => {
    const verified = (payments: boolean) =>
      mail({
        sandbox: true,
        verified: new Map([
          ["ami@example.com", true],
          ["payments@example.com", payments],
        ]),
      });
    expect(findings({ config, chat: chat(), mail: verified(true) })).toEqual([]);
    expect(findings({ config, chat: chat(), mail: verified(false) })).toMatchObject([
      {
        rule: "mail-recipient",
        severity: "error",
        about: [{ team: "payments" }],
        what: "mail to payments@example.com is refused: Amazon SES is in its sandbox in eu-west-2, and the address is not verified",
      },
    ]);
  });

  test.each([
    ["BOUNCE", "mail to it bounced"],
    ["COMPLAINT", "its reader marked mail as spam"],
  ] as const)("is not sent to who is on the suppression list: %s", (reason, because) => {
    const suppressed = new Map([["payments@example.com", { as: "Payments@example.com", reason }]]);
    expect(findings({ config, chat: chat(), mail: mail({ suppressed }) })).toMatchObject([
      {
        rule: "mail-suppressed",
        severity: "error",
        about: [{ team: "payments" }],
        what: `mail to payments@example.com is not sent: ${because}, and Amazon SES in eu-west-2 has it on its suppression list`,
        remedy: expect.stringContaining("--email-address Payments@example.com"),
      },
    ]);
  });

  test("the command that takes an address off is quoted where a shell would not take it as one word", () => {
    const suppressed = new Map([["payments@example.com", { as: "o'hara@example.com", reason: "BOUNCE" as const }]]);
    const [found] = findings({ config, chat: chat(), mail: mail({ suppressed }) });
    expect(found?.remedy).toContain(String.raw`--email-address 'o'\''hara@example.com'`);
  });
});

describe("a team", () => {
  const team = { teams: `{ payments: { slack: "#payments", email: payments@example.com } }` };
  const at = Temporal.Instant.from("2026-11-24T10:00:00Z");
  const left: Silenced = { address: { channel: "slack", to: "#payments" }, why: "unsubscribed", at };
  const bounced: Silenced = { address: { channel: "email", to: "payments@example.com" }, why: "bounced", at };
  const found = (...silenced: readonly Silenced[]) =>
    foundBy("unheard-team", { config: team, readers: { ...nobody, silenced } });

  test("that is told nothing any more, anywhere, is found, for nobody in it can be told", () => {
    expect(found(left, bounced)).toEqual([
      {
        severity: "warning",
        about: [{ team: "payments" }],
        what: "each of its addresses is told nothing: #payments since 2026-11-24T10:00:00Z, for it was unsubscribed; payments@example.com since 2026-11-24T10:00:00Z, for a mail to it came back for good",
        why: "nobody in the team learns of a failure, nor of this",
        remedy:
          "ask the team; `ami-refresh hear --slack '#payments'` or `ami-refresh hear --email payments@example.com` has that address told again, or name another in the configuration",
      },
    ]);
  });

  test("that is told somewhere, that names no address, or of which nobody knows, is not", () => {
    expect(found(left)).toEqual([]);
    expect(foundBy("unheard-team", { config: { teams: "{ payments: {} }" }, readers: nobody })).toEqual([]);
    expect(foundBy("unheard-team", { config: team })).toEqual([]);
  });
});

describe("an approval", () => {
  const asking = (payments: string, media = "{}") =>
    foundBy("nobody-approves", {
      config: {
        ...production("approval: [payments, media]"),
        teams: `{ payments: ${payments}, media: ${media} }`,
      },
    });
  const ana = (may: string) => `members: { ana: { slack: U012AB3CD, may: [${may}] } }`;

  test("that nobody may give where it is asked is worth a note", () => {
    expect(asking(`{ slack: "#payments", ${ana("pause")} }`)).toEqual([
      {
        severity: "note",
        about: [{ service: "checkout", environment: "production" }],
        what: "nobody may approve it from Slack, where it is asked: no member of payments, media may `approve`",
        why: "only `ami-refresh approve` answers, and without an answer the image is declined",
        remedy: "name people in the team's `members`, unless that is meant",
      },
    ]);
  });

  test("that somebody of one of the teams may give, or that is not asked in Slack, is not", () => {
    expect(asking('{ slack: "#payments" }', `{ ${ana("approve")} }`)).toEqual([]);
    expect(asking("{ email: payments@example.com }")).toEqual([]);
    expect(foundBy("nobody-approves", { config: { teams: '{ payments: { slack: "#payments" } }' } })).toEqual([]);
  });
});
