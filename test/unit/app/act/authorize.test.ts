import { type Acting, authorize, authorizeChannel, personIn, teamsOf } from "@ami-refresh/core/app/act/authorize.ts";
import { describe, expect, test } from "vitest";
import { policyOf } from "../../config/sketch.ts";

const [ana, bo, sam, olga, stranger] = ["U000000ANA", "U000000BO", "U000000SAM", "U00000OLGA", "U0STRANGER"];
const policy = policyOf({
  environments: "{ development: {}, production: { approval: [security, payments] }, closed: { approval: [empty] } }",
  teams: `{ payments: { members: { ana: { slack: ${ana} }, bo: { slack: ${bo}, may: [pause] } } },
    security: { members: { ana: { slack: ${ana} }, sam: { slack: ${sam} } } }, media: {}, empty: {} }`.replace(
    /\n */g,
    " ",
  ),
  operators: `{ members: { olga: { slack: ${olga} } } }`,
  services:
    "{ checkout: { team: payments, image: base }, search: { team: media, image: base, environments: { production: { approval: required } } } }",
});
const approve: Acting = { verb: "approve", service: "checkout", environment: "production" };
const pause: Acting = { verb: "pause", service: "checkout" };
const by = (name: string, team?: string) => ({ by: { name, kind: "slack", ...(team && { team }) } });

describe("from Slack", () => {
  test.each<[string, string, Acting, object]>([
    [
      "a member of a team that is asked approves for it, for the service's own team first",
      ana,
      approve,
      by("ana", "payments"),
    ],
    ["a member of another team that is asked approves for that one", sam, approve, by("sam", "security")],
    ["a member pauses the services of the own team", bo, pause, by("bo", "payments")],
    [
      "a member resumes one environment",
      bo,
      { ...pause, verb: "resume", environment: "production" },
      by("bo", "payments"),
    ],
    ["an operator pauses a service", olga, pause, by("olga")],
    ["an operator resumes everything", olga, { verb: "resume" }, by("olga")],
  ])("%s", (_what, user, acting, expected) => {
    expect(authorize(policy, user, acting)).toEqual(expected);
  });

  test.each<[string, string, Acting, string, string]>([
    ["nobody unknown", stranger, pause, "you may not pause checkout", "ask ana, bo (payments) or olga (operators)"],
    [
      "no member without the power",
      bo,
      approve,
      "you may not approve production of checkout",
      "ask ana (payments) or ana, sam (security)",
    ],
    [
      "no member of another team",
      sam,
      pause,
      "you may not pause checkout",
      "ask ana, bo (payments) or olga (operators)",
    ],
    [
      "no operator approves",
      olga,
      { ...approve, verb: "decline" },
      "you may not decline production of checkout",
      "ask ana (payments) or ana, sam (security)",
    ],
    [
      "nobody but operators stops everything",
      ana,
      { verb: "pause" },
      "you may not pause everything",
      "ask olga (operators)",
    ],
  ])("%s may", (_what, user, acting, message, remedy) => {
    expect(authorize(policy, user, acting)).toEqual({ wrong: { message, remedy } });
  });

  test("where nobody may, it is said who has to be named where", () => {
    expect(authorize(policy, ana, { ...approve, environment: "closed" })).toEqual({
      wrong: {
        message: "you may not approve closed of checkout",
        remedy:
          "nobody may from Slack yet: somebody has to be named in the `members` of the team empty in the configuration",
      },
    });
    expect(authorize(policyOf(), ana, { verb: "pause" })).toMatchObject({
      wrong: { remedy: expect.stringContaining("`members` of `operators`") },
    });
  });

  test("who is a member of which teams is known", () => {
    expect(teamsOf(policy, ana)).toEqual(["payments", "security"]);
    expect(teamsOf(policy, stranger)).toEqual([]);
  });
});

describe("what a channel is told", () => {
  const shared = policyOf({
    teams: `{ payments: { slack: "#payments", members: { ana: { slack: ${ana} } } },
    security: { slack: "#security", subscriptions: [{ slack: "#payments" }], members: { sam: { slack: ${sam} } } },
    media: { slack: "#media", members: { bo: { slack: ${bo} } } }, empty: { slack: "#empty" } }`.replace(/\n */g, " "),
    operators: `{ members: { olga: { slack: ${olga} } } }`,
  });
  const refusal = (user: string, channel: string) => authorizeChannel(shared, user, channel)?.wrong.remedy;

  test("say those whose channel it is in the configuration, and operators", () => {
    for (const user of [ana, sam, olga]) expect(refusal(user, "#payments")).toBeUndefined();
    expect(refusal(bo, "#payments")).toBe("ask ana (payments) or sam (security) or olga (operators)");
    expect(refusal(stranger, "#empty")).toBe("ask olga (operators)");
  });

  test("says any member where the configuration does not name it, and nobody else", () => {
    for (const user of [ana, bo, olga]) expect(refusal(user, "C012AB3CD")).toBeUndefined();
    expect(refusal(stranger, "C012AB3CD")).toBe("ask somebody who is a member of a team in the configuration");
  });
});

test("people are called as the configuration calls them, and by Slack's id where it does not", () => {
  expect([ana, olga, stranger].map((user) => personIn(policy, user))).toEqual(["ana", "olga", stranger]);
});
