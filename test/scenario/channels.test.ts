import { AwsError } from "@ami-refresh/local/endpoint/operations.ts";
import type { CallFault, Faults, SlackFailure } from "@ami-refresh/local/faults.ts";
import type { Wiring } from "@ami-refresh/local/graph/wiring.ts";
import { describe, expect, test } from "vitest";
import { thumbnailsFleet } from "../support/fleets.ts";
import { aRegion, type TestRegion } from "../support/region.ts";

/** A function that does not wait for long where nobody answers. */
const impatient = (wiring: Wiring): Wiring => ({
  ...wiring,
  functions: wiring.functions.map((fn) => ({ ...fn, environment: { ...fn.environment, SLACK_PATIENCE: "400" } })),
});

/** An image goes through the service, whose Slack or mail fails so. */
async function rollOut(faults: Pick<Faults, "slack" | "call">): Promise<TestRegion> {
  const region = await aRegion({ fleet: thumbnailsFleet(), faults, wiring: impatient });
  region.register("base-al2023-arm64-2026.11.23", { architecture: "arm64" });
  await region.settle();
  return region;
}

const steps = ["development", "staging", "production"].flatMap((name) => [`started ${name}`, `succeeded ${name}`]);
const story = ["rollout.planned", ...steps.map((step) => `step.${step}`), "rollout.completed"]
  .map((told) => told.replace(/^([\w.]+)/, "$1 thumbnails"))
  .sort();
/** When messages came by a channel. */
const timesOf = (region: TestRegion, by: "slack" | "email") =>
  region
    .summary()
    .notifications.filter(({ channel }) => channel === by)
    .map(({ at }) => at.slice(11, 19));

describe("given a Slack that fails, when an image is published, then mail is not held up, and all is shown once", () => {
  const failures: SlackFailure[] = [{ status: 429, retryAfter: 30 }, { status: 500 }, "silence"];

  test.each<[string, NonNullable<Faults["slack"]>]>([
    ["too busy for its first three calls", ({ count }) => (count <= 3 ? { status: 429, retryAfter: 30 } : undefined)],
    ["out of order for its first three calls", ({ count }) => (count <= 3 ? { status: 500 } : undefined)],
    ["silent for its first two calls", ({ count }) => (count <= 2 ? "silence" : undefined)],
    [
      "every third call something else",
      ({ count }) => (count % 3 === 0 ? failures[(count / 3) % failures.length] : undefined),
    ],
  ])("%s", async (_, slack) => {
    const region = await rollOut({ slack });
    expect(timesOf(region, "email")[0]).toBe("09:00:00");
    expect(region.told("email").toSorted()).toEqual(story);
    expect(region.told("slack").toSorted()).toEqual(story);
    const roots = region.services.slack
      .messages()
      .filter(({ metadata }) => metadata?.event_payload.event === "rollout");
    expect(roots).toHaveLength(1);
    expect(roots[0]?.text).toContain("it runs in every environment");
    expect(region.summary().deadLetters).toEqual({});
  });

  test("and what Slack was too busy for comes when it has said so", async () => {
    const region = await rollOut({
      slack: ({ count }) => (count === 1 ? { status: 429, retryAfter: 45 } : undefined),
    });
    expect(timesOf(region, "slack")).toContain("09:00:45");
  });
});

// SES says no by an error of its own (https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html), and not for how long.
test.each<[string, CallFault]>([
  ["is too busy", new AwsError("TooManyRequestsException", "Too many requests have been made", 429)],
  ["is out of order", new AwsError("InternalFailure", "An internal error has occurred", 500)],
  ["does not answer until the function's time is over", "crash before"],
])(
  "given an SES that %s at first, when an image is published, then Slack is not held up, and all is told once",
  async (_, fault) => {
    let calls = 0;
    // As often as a client tries by itself, and then some.
    const call: Faults["call"] = ({ operation }) => {
      if (operation !== "SendEmail") return undefined;
      calls += 1;
      return calls <= 4 ? fault : undefined;
    };
    const region = await rollOut({ call });
    expect(calls).toBeGreaterThan(4);
    expect(timesOf(region, "slack")[0]).toBe("09:00:00");
    expect(region.told("email").toSorted()).toEqual(story);
    expect(region.told("slack").toSorted()).toEqual(story);
    expect(region.summary().deadLetters).toEqual({});
  },
);

test("given a channel that takes nothing, when an image is published, then the team hears of it by mail, once, and the messages are kept", async () => {
  const region = await rollOut({ slack: () => ({ status: 500 }) });
  const mails = region.told("email");
  expect(mails.filter((told) => !told.startsWith("subscription.undeliverable")).toSorted()).toEqual(story);
  expect(mails.filter((told) => told.startsWith("subscription.undeliverable"))).toHaveLength(1);
  expect(region.told("slack")).toEqual([]);
  const kept = region.messagesIn("DeliverSlackDlq").map((body) => JSON.parse(body).event["detail-type"]);
  expect(kept).toHaveLength(story.length);
  expect(kept).not.toContain("subscription.undeliverable");
});
