import { listed } from "@ami-refresh/core/app/act/answers/services.ts";
import { section } from "@ami-refresh/core/notify/slack.ts";
import { faultOfBlocks } from "@ami-refresh/local/services/slackBlocks.ts";
import { expect, test } from "vitest";

/** A block for each rollout of each service: `2.0` is the first of the third. */
const services = (...rollouts: number[]) =>
  rollouts.map((of, service) => Array.from({ length: of }, (_, rollout) => section(`${service}.${rollout}`)));

function shown(given: ReturnType<typeof services>, more = 0) {
  const { blocks } = listed("Where rollouts are", given, more, "status");
  expect(faultOfBlocks(blocks)).toBeUndefined();
  const text = JSON.stringify(blocks);
  return { last: /(\d+\.\d+)(?!.*\d\.\d)/.exec(text)?.[1], said: text.match(/… and [^"]*/g) ?? [] };
}

test.each<[string, ReturnType<typeof services>, number, string, string[]]>([
  ["all, where they fit", services(24, 24), 0, "1.23", []],
  [
    "whole services, and how many are missing",
    services(20, 20, 9, 1),
    0,
    "1.19",
    ["… and 2 more: /ami status SERVICE"],
  ],
  ["those missing that were never looked at, too", services(20, 29), 5, "0.19", ["… and 6 more: /ami status SERVICE"]],
  ["what fits of one that does not", services(50), 0, "0.47", ["… and 2 more rollouts of it"]],
  [
    "what fits of the first, before others",
    services(49, 1),
    1,
    "0.47",
    ["… and 1 more rollout of it", "… and 2 more: /ami status SERVICE"],
  ],
])("shows %s", (_, given, more, last, said) => {
  expect(shown(given, more)).toEqual({ last, said });
});

test("shows nothing of no service", () => {
  expect(shown([])).toEqual({ last: undefined, said: [] });
});
