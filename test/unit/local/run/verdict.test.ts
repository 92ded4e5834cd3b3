import { shortcomings } from "@ami-refresh/local/run/verdict.ts";
import { expect, test } from "vitest";
import { aRollout, aStep, aView } from "../../../support/view.ts";

const summaryOf = (...statuses: readonly string[]) =>
  aView({
    rollouts: [
      aRollout(
        "checkout",
        statuses.map((status) => aStep(status, { status })),
      ),
    ],
  }).summary;

test("a run in which every step succeeded, or gave way to a newer image, has no shortcomings", () => {
  expect(shortcomings(summaryOf("succeeded", "superseded", "succeeded"))).toEqual([]);
  expect(shortcomings(aView().summary)).toEqual([]);
});

test.each(["failed", "rolled-back", "skipped", "running", "waiting", "soaking"])(
  "a step that is %s is one",
  (status) => {
    expect(shortcomings(summaryOf("succeeded", status))).toEqual([
      `checkout (al2023-base) in ${status} is ${status} with ami-0a1b2c3d4e5f60718`,
    ]);
  },
);

test("each names its reason, or what it waits for", () => {
  const wait = { gate: "window" as const, reason: "the window is Tue 10:00-16:00", until: null };
  const { summary } = aView({
    rollouts: [
      aRollout("checkout", [
        aStep("staging", { status: "failed", reason: "checkout-staging: no capacity" }),
        aStep("production", { waits: [wait, { ...wait, gate: "freeze", reason: "frozen: Big sale" }] }),
      ]),
    ],
  });
  expect(shortcomings(summary)).toEqual([
    "checkout (al2023-base) in staging is failed with ami-0a1b2c3d4e5f60718: checkout-staging: no capacity",
    "checkout (al2023-base) in production is waiting with ami-0a1b2c3d4e5f60718: window: Tue 10:00-16:00; freeze: Big sale",
  ]);
});

test("a message in a dead-letter queue is one, even if every step succeeded", () => {
  const summary = { ...summaryOf("succeeded"), deadLetters: { PublishDlq: 1, Dlq: 2 } };
  expect(shortcomings(summary)).toEqual([
    "1 message ended in the dead-letter queue PublishDlq",
    "2 messages ended in the dead-letter queue Dlq",
  ]);
});
