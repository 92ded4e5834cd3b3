import { expect, test } from "vitest";
import { parseSynthOptions } from "../../../../packages/local/src/graph/synthOptions.ts";

test("a stage is enough", () => {
  expect(parseSynthOptions(["--stage", "production"])).toEqual({
    kind: "run",
    options: { stage: "production", writesSnapshot: false },
  });
});

test("configuration, Region and snapshot can be asked for", () => {
  expect(
    parseSynthOptions(["--stage=local", "--config", "a.yaml", "--region", "us-gov-west-1", "--write-snapshot"]),
  ).toEqual({
    kind: "run",
    options: { stage: "local", config: "a.yaml", region: "us-gov-west-1", writesSnapshot: true },
  });
});

test.each([["--help"], ["-h"]])("%s is answered, whatever else is said", (flag) => {
  expect(parseSynthOptions(["--nonsense", flag])).toEqual({ kind: "help" });
});

test.each([
  [
    ["--stag", "x"],
    ["unknown option --stag; did you mean --stage?", "--stage NAME is missing"],
  ],
  [["--stage"], ["--stage needs a value"]],
  [["--stage", "--config", "a.yaml"], ["--stage needs a value"]],
  [
    ["--stage", "a b", "--region", "mars"],
    [/--stage a b: expected letters/, /--region mars: expected an AWS Region/],
  ],
  [["--stage", "x", "--write-snapshot=yes"], ["--write-snapshot takes no value"]],
  [["production"], ['unexpected argument "production"', "--stage NAME is missing"]],
])("%j is refused with every problem", (args, problems) => {
  expect(parseSynthOptions(args)).toEqual({
    kind: "invalid",
    problems: problems.map((problem) => expect.stringMatching(problem)),
  });
});
