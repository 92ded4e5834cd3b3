import type { Member, Team } from "@ami-refresh/core/domain/policy.ts";
import type { TeamEvent } from "@ami-refresh/core/notify/describe/index.ts";
import { toEmail } from "@ami-refresh/core/notify/email/index.ts";
import { toSlack } from "@ami-refresh/core/notify/slack.ts";
import { faultOfBlocks } from "@ami-refresh/local/services/slackBlocks.ts";
import { describe, expect, test } from "vitest";
import { checkout, checkpoint, comingUp, everyKind, paused, payments } from "./events.ts";
import { messageOf } from "./message.ts";

const wanted = everyKind["approval-wanted"] as TeamEvent;
const ana: Member = { name: "ana", slack: "U012AB3CD", may: ["approve", "pause", "roll-back"] };
const withMembers: Team = { ...payments, members: [ana] };

const pausedBy = (rest: Partial<typeof paused.detail>): TeamEvent => ({
  ...paused,
  detail: { ...paused.detail, ...rest },
});
const heldUp: TeamEvent = {
  ...comingUp,
  detail: { ...comingUp.detail, waits: [{ gate: "pause", reason: "paused by ana: db" }] },
};
const unapproved: TeamEvent = {
  ...comingUp,
  detail: { ...comingUp.detail, waits: [{ gate: "approval", reason: "somebody of payments has to approve it" }] },
};
const { environment: _, ...ofService } = paused.detail;

/** What a message tells people to write, each once. */
const commandsIn = (text: string) => [...new Set(text.match(/(?:ami-refresh|\/ami) [a-z][^`\n;]*/g))];
const inSlack = (event: TeamEvent, team: Team) =>
  commandsIn(
    toSlack(messageOf(event, checkout, team))
      .blocks.map(({ text }) => String(Object(text).text))
      .join("\n"),
  );

const image = "ami-0f9e8d7c6b5a49382";
describe.each<[string, TeamEvent, readonly string[]]>([
  [
    "a question for approval",
    wanted,
    [`/ami approve checkout production ${image}`, `/ami decline checkout production ${image}`],
  ],
  [
    "a checkpoint",
    checkpoint,
    [`/ami cancel checkout production ${image} REASON`, `/ami roll-back checkout production ${image} REASON`],
  ],
  ["what comes near", comingUp, ["/ami pause checkout production REASON"]],
  ["what is paused but comes near", heldUp, ["/ami status"]],
  [
    "what comes near with its environment paused",
    { ...heldUp, detail: { ...heldUp.detail, paused: "environment" } } as TeamEvent,
    ["/ami resume checkout production"],
  ],
  [
    "what comes near without an approval",
    unapproved,
    [`/ami approve checkout production ${image}`, `/ami decline checkout production ${image}`],
  ],
  ["a pause", pausedBy({}), ["/ami resume checkout production"]],
  ["a pause of a service", { ...paused, detail: ofService } as TeamEvent, ["/ami resume checkout"]],
])("%s", (_, event, slack) => {
  test("tells in Slack what is written there, where the team has members who may", () => {
    expect(inSlack(event, withMembers)).toEqual(slack);
  });

  test("tells in Slack what is written in a terminal, where it has none", () => {
    const verbs = slack.map((one) => one.split(" ")[1]);
    expect(inSlack(event, payments).map((one) => one.split(" ").slice(0, 2))).toEqual(
      verbs.map((verb) => ["ami-refresh", verb]),
    );
  });

  test("tells in a mail what is written in a terminal", () => {
    const { text, html } = toEmail(messageOf(event, checkout, withMembers));
    expect(`${text}${html}`).not.toContain("/ami ");
    expect(toEmail(messageOf(event, checkout, payments))).toEqual({ text, html, subject: expect.any(String) });
  });
});

test("who may not do it from Slack is told what is written in a terminal", () => {
  const bo: Member = { name: "bo", slack: "U012AB3CE", may: ["approve"] };
  expect(inSlack(checkpoint, { ...payments, members: [bo] })).toEqual([
    `ami-refresh cancel checkout production --image ${image} --reason …`,
    `ami-refresh roll-back checkout production --image ${image} --reason …`,
  ]);
});

test("everything is resumed by operators, from a terminal", () => {
  const { service, ...rest } = ofService;
  const event = { ...paused, detail: { ...rest, service, scope: "everything" } } as TeamEvent;
  expect(toEmail(messageOf(event)).text).toContain("ami-refresh resume\n");
  expect(JSON.stringify(toSlack(messageOf(event, checkout, withMembers)))).toContain("`ami-refresh resume`");
});

test.each([
  ["approval-wanted", wanted],
  ["checkpoint", checkpoint],
])("%s reads for a team with members as it did", async (kind, event) => {
  const form = toSlack(messageOf(event, checkout, withMembers));
  expect(faultOfBlocks(form.blocks)).toBeUndefined();
  await expect(`${JSON.stringify(form, null, 2)}\n`).toMatchFileSnapshot(`../../golden/${kind}-members.slack.json`);
});
