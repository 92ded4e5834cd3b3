import type { Pause } from "@ami-refresh/core/domain/rollout/state.ts";
import { readButton } from "@ami-refresh/core/notify/asked.ts";
import { answerButtons, pauseButtons } from "@ami-refresh/core/notify/buttons.ts";
import type { RolloutEvent } from "@ami-refresh/core/notify/describe/index.ts";
import { merge, type Progress } from "@ami-refresh/core/notify/progress.ts";
import { toSlackRoot } from "@ami-refresh/core/notify/slackRoot.ts";
import { faultOfBlocks } from "@ami-refresh/local/services/slackBlocks.ts";
import { describe, expect, test } from "vitest";
import { at } from "../../support/policy.ts";
import { completed, everyKind, failed, payments, planned, started, succeeded, superseded } from "./events.ts";

const {
  "approval-wanted": wanted,
  "approval-granted": granted,
  "approval-declined": declined,
} = everyKind as Record<string, RolloutEvent>;
const ana = { name: "ana", kind: "slack" as const };
const paused = (scope: Pause["scope"], environment?: string): Pause => ({
  scope,
  ...(environment !== undefined && { environment }),
  by: ana,
  at: at("2026-11-24T09:00:00Z"),
  reason: "<!channel> db *migration*",
});

/** The labels of the buttons under the message above a rollout, after these events. */
function buttonsAfter(events: readonly (RolloutEvent | undefined)[], pauses: readonly Pause[] = []): string[] {
  const given = events.filter((event) => event !== undefined);
  const progress = given.reduce<Progress | undefined>(merge, undefined);
  if (!progress) throw new Error("nothing happened");
  const { blocks } = toSlackRoot({ ...progress, pauses }, payments, []);
  expect(faultOfBlocks(blocks)).toBeUndefined();
  return [...JSON.stringify(blocks).matchAll(/"action_id":"[^"]*","text":\{"type":"plain_text","text":"([^"]*)"/g)].map(
    ([, label = ""]) => label,
  );
}

describe("under the message above a rollout", () => {
  test.each<[string, (RolloutEvent | undefined)[], string[]]>([
    ["that is planned, the service can be paused", [planned], ["Pause checkout"]],
    ["that is under way too", [planned, started], ["Pause checkout"]],
    [
      "that waits for an answer, it can be given",
      [planned, wanted],
      ["Approve production", "Decline production", "Pause checkout"],
    ],
    [
      "that was approved, it cannot be given again, in whatever order that comes",
      [granted, planned, wanted],
      ["Pause checkout"],
    ],
    ["that was declined, nothing can be done", [planned, wanted, declined], []],
    ["that failed, nothing can be done", [planned, failed], []],
    ["that has ended, nothing can be done", [planned, succeeded, completed], []],
  ])("%s", (_what, events, labels) => {
    expect(buttonsAfter(events)).toEqual(labels);
  });

  test("a newer image takes the question away", () => {
    if (superseded.type !== "step.superseded") throw new Error("another event");
    const there = {
      ...superseded,
      detail: { ...superseded.detail, environment: "production", at: at("2026-12-24T09:00:00Z") },
    };
    expect(buttonsAfter([planned, wanted, there])).toEqual(["Pause checkout"]);
  });

  test.each<[string, Pause[], string[]]>([
    ["the service", [paused("service")], ["Resume checkout"]],
    ["an environment", [paused("environment", "production")], ["Resume production", "Pause checkout"]],
    ["everything, which is for operators", [paused("everything")], []],
    ["everything and the service", [paused("everything"), paused("service")], ["Resume checkout"]],
  ])("what is paused can be resumed: %s", (_what, pauses, labels) => {
    expect(buttonsAfter([planned], pauses)).toEqual(labels);
  });

  test("it says who paused what and why, and mentions nobody by it", () => {
    const known = { ...merge(undefined, planned as RolloutEvent), pauses: [paused("service")] };
    const { blocks } = toSlackRoot(known, payments, []);
    expect(JSON.stringify(blocks)).toContain("*checkout* is paused by ana since");
    expect(JSON.stringify(blocks)).toContain("&lt;!channel&gt; db ∗migration∗");
  });
});

describe("a button", () => {
  const about = { service: "checkout", image: { id: "ami-0abc1234", name: "<!channel> *x*" } };

  test("asks for what it says, in plain text", () => {
    const { elements } = answerButtons(about, "production") as unknown as { elements: { value: string }[] };
    expect(elements.map(({ value }) => readButton(value))).toEqual([
      { verb: "approve", service: "checkout", environment: "production", image: "ami-0abc1234" },
      { verb: "decline", service: "checkout", environment: "production", image: "ami-0abc1234" },
    ]);
    expect(JSON.stringify(elements)).not.toContain("mrkdwn");
  });

  test("stays within Slack's limits, whatever things are called", () => {
    const long = "n".repeat(64);
    const blocks = [
      answerButtons({ service: long, image: { id: "ami-0123456789abcdef0", name: "i".repeat(128) } }, long),
      pauseButtons(
        long,
        Array.from({ length: 40 }, (_, i) => paused("environment", `${long.slice(3)}-${i}`)),
      ),
    ];
    expect(faultOfBlocks(blocks)).toBeUndefined();
  });

  test("stays within the message's, where forty environments ask at once", () => {
    const names = Array.from({ length: 40 }, (_, i) => `environment-${i}`);
    const events = names.map(
      (environment) => ({ ...wanted, detail: { ...wanted?.detail, environment, id: environment } }) as RolloutEvent,
    );
    const pauses = names.map((environment) => paused("environment", environment));
    expect(buttonsAfter([planned, ...events], pauses).length).toBe(31);
  });
});
