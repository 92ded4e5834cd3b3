import { parseOptions } from "@ami-refresh/cli/options.ts";
import { describe, expect, test } from "vitest";

const parsed = (line: string) => parseOptions(line.split(" "));
const person = { name: "ann", kind: "cli" };

describe("what a person wants done", () => {
  test.each([
    [
      "approve checkout staging --by ann --team security --image ami-0abc1234 --comment tested",
      {
        verb: "approve",
        service: "checkout",
        environment: "staging",
        image: "ami-0abc1234",
        comment: "tested",
        by: { ...person, team: "security" },
      },
    ],
    ["decline checkout staging --by ann", { verb: "decline", service: "checkout", environment: "staging", by: person }],
    [
      "cancel checkout staging --reason slow --by ann --yes",
      { verb: "cancel", service: "checkout", environment: "staging", reason: "slow", by: person },
    ],
    [
      "roll-back checkout staging --reason slow --by ann --image ami-0abc1234",
      {
        verb: "roll-back",
        service: "checkout",
        environment: "staging",
        reason: "slow",
        image: "ami-0abc1234",
        by: person,
      },
    ],
    ["pause --reason migration --by ann", { verb: "pause", reason: "migration", by: person }],
    ["resume checkout staging --by ann", { verb: "resume", service: "checkout", environment: "staging", by: person }],
  ])("%s", (line, request) => {
    expect(parsed(line)).toMatchObject({ kind: "run", options: { command: request.verb, request } });
  });

  test("a pause may end by itself", () => {
    for (const ending of [{ until: "2026-11-23T20:00Z" }, { until: "2026-11-23" }, { for: "2h" }] as const) {
      const [[name, value] = []] = Object.entries(ending);
      expect(parsed(`pause --reason migration --${name} ${value}`)).toMatchObject({ options: { request: ending } });
    }
  });

  test("without a name, it is who is signed in", () => {
    const { options } = parsed("resume") as { options: { request: { by: { name: string } } } };
    expect(options.request.by.name).toMatch(/./);
  });
});

test.each([
  ["approve checkout", "approve takes the name of a service and of an environment"],
  ["cancel checkout staging", "no reason given: cancel takes --reason"],
  ["roll-back checkout --reason x", "roll-back takes the name of a service and of an environment"],
  ["pause --reason x --yes", "pause takes no --yes"],
  ["pause checkout", "no reason given: pause takes --reason"],
  [
    "pause --reason x --until tomorrow",
    "`tomorrow` is no time: give one such as 20:00, 2026-11-23 20:00, or with its offset from UTC, 2026-11-23T20:00Z",
  ],
  ["pause --reason x --for long", "`long` is no duration: give one such as 2h or 1d12h"],
  ["pause --reason x --for 2h --until 2026-11-24", "`--until` and `--for` are two ends: say one of them"],
  ["approve checkout staging --image x", "--image x: expected the id of an AMI such as ami-0abc1234"],
  ["resume checkout staging now", 'unexpected argument "now"'],
  ["resume --image ami-0abc1234", "resume takes no --image"],
  ["status checkout staging", 'unexpected argument "staging"'],
  ["pasue", "unknown command pasue: did you mean `pause`?"],
])("%s is refused", (line, problem) => {
  expect(parsed(line)).toMatchObject({ kind: "invalid", problems: [problem] });
});
