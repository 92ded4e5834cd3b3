import { decodePolicy, encodePolicy } from "@ami-refresh/core/adapters/policyFile.ts";
import { forStage } from "@ami-refresh/core/config/forStage.ts";
import { footprintOf } from "@ami-refresh/core/domain/footprint.ts";
import { expect, test } from "vitest";
import { complaintOf, policyOf } from "./sketch.ts";

const sections = {
  teams: "{ payments: { members: { ana: { slack: U012AB3CD }, bo: { slack: W012AB3CE, may: [pause, roll-back] } } } }",
  operators: "{ email: platform@example.com, members: { ana: { slack: U012AB3CD } } }",
};

test("members may approve and pause for their team unless it is said what", () => {
  expect(policyOf(sections).teams.payments?.members).toEqual([
    { name: "ana", slack: "U012AB3CD", may: ["approve", "pause"] },
    { name: "bo", slack: "W012AB3CE", may: ["pause", "roll-back"] },
  ]);
  expect(policyOf(sections).operators).toEqual({
    email: ["platform@example.com"],
    members: [{ name: "ana", slack: "U012AB3CD" }],
  });
  expect(policyOf().teams.payments).not.toHaveProperty("members");
});

test("people are shipped with the functions, and change nothing that is deployed", () => {
  const policy = policyOf(sections);
  expect(decodePolicy(encodePolicy(policy), "policy.json").teams).toEqual(policy.teams);
  expect(footprintOf(policy)).toEqual(footprintOf(policyOf({ operators: "{ email: platform@example.com }" })));
});

test("the people of a sandbox are those of production", () => {
  const { teams, operators } = forStage(policyOf(sections), "dev-ana");
  expect(teams.payments?.members).toHaveLength(2);
  expect(operators).toEqual({ email: [], members: [{ name: "ana", slack: "U012AB3CD" }] });
});

test.each([
  ["{ payments: { members: { ana: { slack: ana } } } }", "the id of a Slack user such as U012AB3CD"],
  ["{ payments: { members: { ana: { slack: U012AB3CD, may: [aprove] } } } }", "did you mean `approve`?"],
  [
    "{ payments: { members: { ana: { slack: U012AB3CD } } }, media: { members: { ana: { slack: U012AB3CE } } } }",
    "teams.media.members.ana.slack: ana is U012AB3CE here and U012AB3CD in teams.payments.members.ana. Write the same id in both",
  ],
  [
    "{ payments: { members: { ana: { slack: U012AB3CD }, bo: { slack: U012AB3CD } } } }",
    "teams.payments.members.bo.slack: U012AB3CD is ana in teams.payments.members.ana. Call one person by one name",
  ],
])("members are not %s", (teams, complaint) => {
  expect(complaintOf({ teams })).toContain(complaint);
});
