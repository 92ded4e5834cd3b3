import { describe, expect, test } from "vitest";
import { newSince } from "../../../../packages/local/src/terminal/newSince.ts";
import { planLines } from "../../../../packages/local/src/terminal/planLines.ts";
import type { View } from "../../../../packages/local/src/view.ts";
import { midway } from "../../../support/midway.ts";
import { aGroup, aMail, aProgram, aRollout, aStep, at, aView } from "../../../support/view.ts";

const window = { gate: "window" as const, reason: "the window is Tue 11:00-12:00 (UTC)", until: at("11:00") };
const running = { status: "running", dueAt: at("10:00"), startedAt: at("10:00") };
const withStep = (step: Parameters<typeof aStep>[1], rest: Partial<View> = {}) =>
  aView({ rollouts: [aRollout("checkout", [aStep("staging", step)])], ...rest });
const lines = (before: View | null, after: View) => planLines(before, after, "UTC").map((line) => line.slice(18));

function refreshing(percent: number): View {
  const group = { name: "a", status: "running", reason: null, refreshId: "r", from: null, to: null };
  return withStep(
    { ...running, groups: [group] },
    {
      groups: [aGroup("a", "oooo", { refresh: { id: "r", status: "InProgress", percent, reason: null } })],
      placements: [{ group: "a", service: "checkout", environment: "staging", family: "al2023-base" }],
    },
  );
}

test("a message that was edited later is not told again", () => {
  const before = midway();
  const edited = before.slack.map((message) => ({ ...message, text: "edited", editedAt: before.now }));
  expect(planLines(before, { ...before, slack: edited }, "UTC")).toEqual([]);
});

describe("what a line is told of", () => {
  test("nothing changed, nothing is told", () => {
    expect(planLines(midway(), midway(), "UTC")).toEqual([]);
    expect(planLines(midway(), { ...midway(), now: at("10:08") }, "UTC")).toEqual([]);
  });

  test("a publication and its plan, with dates and reasons", () => {
    expect(planLines(aView(), withStep({ dueAt: at("11:00"), waits: [window] }), "UTC")).toEqual([
      "Mon 23 Nov 09:00  checkout: ami-0a1b2c3d4e5f60718 of al2023-base was published",
      "Tue 24 Nov 10:07  checkout staging: due Tue 24 Nov 11:00, because of its window: Tue 11:00-12:00 (UTC)",
    ]);
  });

  test("a freeze, named once", () => {
    const freeze = { gate: "freeze" as const, reason: "frozen: Big sale", until: at("11:00") };
    expect(lines(aView(), withStep({ dueAt: at("11:00"), waits: [freeze] })).at(-1)).toBe(
      "checkout staging: due Tue 24 Nov 11:00, because of a freeze: Big sale",
    );
  });

  test("what somebody has to do beside", () => {
    const approval = { gate: "approval" as const, reason: "somebody of payments has to approve it", until: null };
    expect(lines(aView(), withStep({ dueAt: at("11:00"), waits: [approval, window] })).at(-1)).toBe(
      "checkout staging: due Tue 24 Nov 11:00, because of its window: Tue 11:00-12:00 (UTC); somebody of payments has to approve it",
    );
    expect(lines(aView(), withStep({ waits: [approval] })).at(-1)).toBe(
      "checkout staging: waits, because of somebody's approval: somebody of payments has to approve it",
    );
  });

  test("a new date", () => {
    const later = { ...window, until: at("25 11:00") };
    expect(
      lines(withStep({ dueAt: at("11:00"), waits: [window] }), withStep({ dueAt: at("25 11:00"), waits: [later] })),
    ).toEqual(["checkout staging: now due Wed 25 Nov 11:00, because of its window: Tue 11:00-12:00 (UTC)"]);
  });

  test("start and end, with the reason of a failure", () => {
    expect(lines(withStep({}), withStep(running))).toEqual(["checkout staging: refresh started"]);
    const ended = { ...running, endedAt: at("10:05") };
    expect(lines(withStep(running), withStep({ ...ended, status: "succeeded" }))).toEqual([
      "checkout staging: refreshed 10:05 in 5m",
    ]);
    expect(lines(withStep(running), withStep({ ...ended, status: "failed", reason: "no capacity" }))).toEqual([
      "checkout staging: failed 10:05 in 5m: no capacity",
    ]);
  });

  test("progress at every quarter, each of them once", () => {
    const told = [0, 10, 25, 30, 49, 80, 99].map(refreshing).flatMap((view, index, views) => {
      const before = views[index - 1];
      return before ? lines(before, view) : [];
    });
    expect(told).toEqual(["checkout staging: 25 % refreshed", "checkout staging: 75 % refreshed"]);
  });

  test("Slack without its marks, mail, and the log's warnings and errors", () => {
    const view = aView({
      slack: [
        {
          channel: "#payments",
          at: at("10:01"),
          text: "*checkout* on <!date^1795604400^{date_short} at {time}|x>",
          blocks: [],
          ts: "1795604460.000001",
          editedAt: null,
          thread: null,
          onlyFor: null,
        },
      ],
      mail: [aMail("1", "payments@example.com", "Planned: checkout", at("10:01"))],
      programs: [
        aProgram("1", "arn:aws:sns:eu-west-2:123456789012:changes", null, at("10:01")),
        aProgram("2", "https://hooks.example.com/x", 500, at("10:01")),
      ],
      log: [
        { level: "info", from: "publish", message: "quiet", at: at("10:01") },
        { level: "error", from: "refresh", message: "two\nlines", at: at("10:02") },
      ],
    });
    expect(planLines(aView(), view, "UTC")).toEqual([
      "Tue 24 Nov 10:01  slack #payments: checkout on Wed 25 Nov at 11:00",
      "Tue 24 Nov 10:01  mail payments@example.com: Planned: checkout",
      "Tue 24 Nov 10:01  sns arn:aws:sns:eu-west-2:123456789012:changes: Planned: checkout",
      "Tue 24 Nov 10:01  webhook https://hooks.example.com/x: Planned: checkout (answered 500)",
      "Tue 24 Nov 10:02  error refresh: two lines",
    ]);
    expect(planLines(view, view, "UTC")).toEqual([]);
    const [topic, webhook] = view.programs;
    expect(planLines({ ...view, programs: webhook ? [webhook] : [] }, view, "UTC")).toEqual([
      `Tue 24 Nov 10:01  sns ${topic?.to}: Planned: checkout`,
    ]);
  });
});

describe("what is new in a list", () => {
  test("all that follows the last known entry, also when the list has lost its beginning", () => {
    expect(newSince([1, 2, 3], [1, 2, 3, 4], String)).toEqual([4]);
    expect(newSince([1, 2, 3], [3, 4, 5], String)).toEqual([4, 5]);
    expect(newSince([], [1], String)).toEqual([1]);
    expect(newSince([1, 2], [7, 8], String)).toEqual([7, 8]);
  });

  test("equal entries are told apart by their number", () => {
    expect(newSince([1, 1], [1, 1, 1], String)).toEqual([1]);
    expect(newSince([1, 1], [1, 1], String)).toEqual([]);
  });
});
