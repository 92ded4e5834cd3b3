import { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import type { TeamEvent } from "@ami-refresh/core/notify/describe/index.ts";
import type { Message } from "@ami-refresh/core/notify/message.ts";
import { toSlack } from "@ami-refresh/core/notify/slack.ts";
import { say } from "@ami-refresh/core/notify/text.ts";
import { faultOfBlocks } from "@ami-refresh/local/services/slackBlocks.ts";
import { describe, expect, test } from "vitest";
import { failed, planned, refreshed, started, succeeded } from "./events.ts";
import { mailOf, messageOf, slackTextOf } from "./message.ts";

const fault = (event: TeamEvent) => faultOfBlocks(toSlack(messageOf(event)).blocks);
const names = (n: number, pad = 0) => Array.from({ length: n }, (_, i) => `checkout-prod-${i + 1}`.padEnd(pad, "&"));

describe("a fleet of 500 groups", () => {
  const large: TeamEvent = { ...started, detail: { ...started.detail, groups: names(500) } };

  test("stays within what Slack takes, and says how many are not shown", () => {
    expect(fault(large)).toBeUndefined();
    const text = slackTextOf(large);
    const shown = text.match(/^• /gm)?.length ?? 0;
    expect(shown).toBeGreaterThan(30);
    expect(text).toContain(`… and ${500 - shown} more`);
    expect(text).toContain("500 groups of *checkout*");
  });

  test("is shortened in a mail as well", () => {
    expect(mailOf(large).text).toContain("- checkout-prod-40\n… and 460 more");
    expect(mailOf(large).html).toContain("… and 460 more");
    // Gmail hides what goes beyond 102 KB.
    expect(mailOf(large).html.length).toBeLessThan(102 * 1024);
  });

  test("with outcomes, names as long as AWS allows and nothing but signs to escape, stays within too", () => {
    const groups = names(500, 255).map((name) => refreshed(name, "2026-11-25T09:20:00Z", "2026-11-25T09:58:00Z"));
    const event: TeamEvent = { ...succeeded, detail: { ...succeeded.detail, groups } };
    expect(fault(event)).toBeUndefined();
    expect(slackTextOf(event)).not.toMatch(/&(?!amp;)/);
    expect(mailOf(event).html.length).toBeLessThan(102 * 1024);
  });
});

test("a list that leaves out one row would be no shorter", () => {
  expect(mailOf({ ...started, detail: { ...started.detail, groups: names(41) } }).text).not.toContain("more");
});

describe("a reason of 20,000 characters", () => {
  const reason = "the instance did not become healthy <&> ".repeat(500);
  const groups = (n: number): TeamEvent => ({
    ...failed,
    detail: {
      ...failed.detail,
      groups: names(n).map((name) => ({
        status: "failed" as const,
        name,
        refreshId: "r",
        reason: `${name}: ${reason}`,
        endedAt: failed.detail.at,
      })),
    },
  });

  test.each([1, 3, 500])("of %i groups is cut to what Slack takes, and the group is still named", (n) => {
    expect(fault(groups(n))).toBeUndefined();
    expect(slackTextOf(groups(n))).toMatch(/[*|]checkout-prod-1[*>]: failed: checkout-prod-1: the instance did not/);
    expect(slackTextOf(groups(n))).toContain("…");
  });

  test("of one group has most of the section for itself", () => {
    expect(slackTextOf(groups(1)).match(/healthy/g)?.length).toBeGreaterThan(25);
  });
});

describe("one reason that 500 groups have in common", () => {
  const groups = names(500, 255).map((name) => ({
    status: "failed" as const,
    name,
    refreshId: "r",
    reason: "no capacity <&> ".repeat(100),
    endedAt: failed.detail.at,
  }));
  const event: TeamEvent = { ...failed, detail: { ...failed.detail, groups } };

  test("is told once, within what Slack takes, with as many names as anybody reads", () => {
    expect(fault(event)).toBeUndefined();
    expect(slackTextOf(event)).toMatch(/• \*500 groups\*: failed: no capacity/);
    const { text, html } = mailOf(event);
    expect(text.match(/^- 500 groups: failed: no capacity/gm)).toHaveLength(1);
    expect(text).toMatch(/checkout-prod-8&+ \(\S+\) and 492 more$/m);
    expect(html.length).toBeLessThan(102 * 1024);
  });
});

describe("a plan of three environments", () => {
  const until = Temporal.Instant.from("2027-03-01T09:00:00Z");
  const waits = (reason: string) =>
    (["promotion", "soak", "delay", "notice", "freeze", "window"] as const).map((gate) => ({ gate, reason, until }));
  const plan = (reason: string): TeamEvent => ({
    ...planned,
    detail: {
      ...planned.detail,
      steps: ["test", "staging", "production"].map((environment) => ({ environment, waits: waits(reason) })),
    },
  });
  const notes = (event: TeamEvent) => slackTextOf(event).match(/◦ .*/g) ?? [];

  test("with a word too many in one place cuts nothing where there is room elsewhere", () => {
    const { detail } = planned;
    const long =
      "the image has to run in staging for a week, for that is how long the slowest of its reports takes. ".repeat(8);
    const [first, ...others] = detail.steps;
    if (!first) throw new Error("it has steps");
    const event: TeamEvent = {
      ...planned,
      detail: { ...detail, steps: [{ ...first, waits: [{ gate: "soak", reason: long, until }] }, ...others] },
    };
    expect(fault(event)).toBeUndefined();
    expect(slackTextOf(event)).not.toContain("…");
  });

  test.each([
    ["short", "big sale"],
    ["long", "the image has to run in staging for a week <&> ".repeat(100)],
  ])("says until when each wait lasts, with %s reasons", (_, reason) => {
    expect(fault(plan(reason))).toBeUndefined();
    expect(notes(plan(reason))).toHaveLength(18);
    for (const note of notes(plan(reason))) expect(note).toMatch(/^◦ (big|the).* – until <!date\^1803891600\^[^<>]*>$/);
  });
});

describe("a message of any size", () => {
  const small = messageOf(started);

  test("has no more blocks than Slack takes", () => {
    const tables = Array.from({ length: 80 }, (_, i) => ({
      title: `T${i}`,
      rows: [{ name: "a", value: [], notes: [] }],
    }));
    const message: Message = { ...small, tables };
    expect(faultOfBlocks(toSlack(message).blocks)).toBeUndefined();
    expect(toSlack(message).blocks).toHaveLength(50);
  });

  test("has no longer header, text or more fields than Slack takes", () => {
    const facts = Array.from({ length: 30 }, (_, i) => ({ name: `fact ${i}`, value: say`${"<".repeat(3000)}` }));
    const message: Message = { ...small, headline: "h".repeat(400), lead: say`${"&".repeat(4000)}`, facts };
    expect(faultOfBlocks(toSlack(message).blocks)).toBeUndefined();
  });
});
