import { cancelled, declined, granted, stopped, takenBack, wanted } from "@ami-refresh/core/docs/events/examples.ts";
import type { RolloutEvent } from "@ami-refresh/core/notify/describe/index.ts";
import { merge, type Progress } from "@ami-refresh/core/notify/progress.ts";
import { toSlackAnswered, toSlackRoot } from "@ami-refresh/core/notify/slackRoot.ts";
import { faultOfBlocks } from "@ami-refresh/local/services/slackBlocks.ts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { at } from "../../support/policy.ts";
import {
  checkpoint,
  comingUp,
  completed,
  everyKind,
  failed,
  image,
  moved,
  payments,
  planned,
  rolledBack,
  skipped,
  started,
  succeeded,
  superseded,
} from "./events.ts";

const progressAfter = (...events: readonly RolloutEvent[]): Progress => {
  const progress = events.reduce<Progress | undefined>(merge, undefined);
  if (!progress) throw new Error("nothing has happened");
  return progress;
};
const root = (...events: readonly RolloutEvent[]) =>
  toSlackRoot(progressAfter(...events), payments, [], {
    region: "eu-west-2",
    page: "https://links.example.com/rollout?t=ticket",
  });
const textOf = (...events: readonly RolloutEvent[]): string =>
  root(...events)
    .blocks.map((block) => JSON.stringify(block))
    .join("\n");

const inEnvironment = <Event extends { detail: { environment: string } }>(
  event: Event,
  environment: string,
): Event => ({
  ...event,
  detail: { ...event.detail, environment },
});
const stagingStarted: RolloutEvent = {
  ...started,
  detail: { ...started.detail, id: "staging/started", environment: "staging", at: at("2026-11-25T09:20:00Z") },
};

describe("whatever the order of a rollout's events, and however often each comes", () => {
  const story: RolloutEvent[] = [
    planned,
    stagingStarted,
    succeeded,
    started,
    failed,
    completed,
    superseded,
    rolledBack,
    skipped,
    wanted,
    granted,
    moved,
    comingUp,
    checkpoint,
  ];
  const shuffled = fc
    .tuple(fc.shuffledSubarray(story, { minLength: story.length }), fc.array(fc.constantFrom(...story)))
    .chain(([all, again]) => fc.shuffledSubarray([...all, ...again], { minLength: all.length + again.length }));

  test("the progress is the same", () => {
    fc.assert(
      fc.property(shuffled, (events) => {
        expect(progressAfter(...events)).toEqual(progressAfter(...story));
      }),
    );
  });

  test("the same events at the same moment are still told apart in one way", () => {
    const moment = at("2026-12-01T10:00:00Z");
    const together = story.map(({ type, detail }) => ({ type, detail: { ...detail, at: moment } }) as RolloutEvent);
    fc.assert(
      fc.property(fc.shuffledSubarray(together, { minLength: together.length }), (events) => {
        expect(progressAfter(...events)).toEqual(progressAfter(...together));
      }),
    );
  });

  test("the root message takes the same form", () => {
    fc.assert(
      fc.property(shuffled, (events) => {
        expect(root(...events)).toEqual(root(...story));
      }),
      { numRuns: 30 },
    );
  });
});

describe("the root message", () => {
  test("tells each environment's date and why it waits", () => {
    const text = textOf(planned);
    expect(text).toContain("🕒 *production*: <!date^");
    expect(text).toContain("the window is Tue-Thu 10:00-16:00");
    expect(text).toContain("development has to succeed with this image first");
  });

  test("says how long it took, what failed and why, and what is taken instead", () => {
    expect(textOf(planned, succeeded)).toContain("✅ *staging*: 3 groups done <!date^");
    expect(textOf(planned, succeeded)).toContain(", after 38 minutes");
    expect(textOf(planned, failed)).toContain("sufficient m7i.large capacity");
    expect(textOf(planned, failed)).toContain("*production* failed, and the image goes no further");
    expect(textOf(planned, rolledBack)).toContain("and was rolled back");
    expect(textOf(planned, superseded)).toContain("takes the newer base-al2023-2026.11.26 instead");
  });

  test("asks for an approval, says who gave it, and that it was declined", () => {
    expect(textOf(planned, wanted)).toContain("✋ *production*");
    expect(textOf(planned, wanted)).toMatch(/◦ approval by .* is wanted until <!date/);
    expect(textOf(planned, wanted, granted)).toMatch(/🕒 \*production\*.*◦ approved by/);
    expect(textOf(planned, wanted, declined)).toContain("*production* was not approved, and the image goes no further");
  });

  test("says that what somebody wanted stopped is being stopped, and then that it is, which is no failure", () => {
    const done = [planned, inEnvironment(succeeded, "production"), completed] as const;
    expect(textOf(...done)).toContain("✅");
    const going = textOf(...done, stopped);
    expect(going).toContain("⚠️");
    expect(going).toContain("*production* is being rolled back.");
    expect(going).toMatch(
      /🔄 \*production\*: \d groups? being rolled back for ann since .*◦ the new kernel drops packets/,
    );
    expect(textOf(planned, stagingStarted, stopped)).toContain(
      "*staging* is being refreshed and *production* is being rolled back.",
    );
    expect(going).not.toContain("the rollout ended");
    const ended = textOf(...done, stopped, takenBack);
    expect(ended).toContain("*production* was rolled back for ann, and the image goes no further");
    expect(ended).toContain("⏹️ *production*: rolled back for ann, <!date");
    expect(ended.match(/rolled back for ann/g)).toHaveLength(2);
    expect(ended).not.toContain("🔴");
    expect(textOf(planned, started, cancelled)).toContain("*production* was cancelled for ann");
    const torn = { ...takenBack, detail: { ...takenBack.detail, rolledBack: false } };
    expect(textOf(planned, torn)).toContain("*production* failed, and the image goes no further");
  });

  test("leads to the image's page, and without a console to none", () => {
    expect(textOf(planned)).toContain(`#ImageDetails:imageId=${image.id}|${image.id}>`);
    const local = toSlackRoot(progressAfter(planned, started, checkpoint), payments, []);
    expect(JSON.stringify(local)).not.toContain("https://");
    expect(JSON.stringify(local)).toContain(`\`${image.id}\``);
  });

  test("knows the environments from the configuration while the plan has not come", () => {
    const { blocks } = toSlackRoot(progressAfter(started), payments, ["development", "staging", "production"]);
    expect(JSON.stringify(blocks)).toMatch(/development.*staging.*production\*: 2 groups being refreshed/);
  });

  test("stays within what Slack takes, whatever the names and reasons, and escapes them", () => {
    const name = "<!channel> & *base*".repeat(20);
    const reason = "<@U0123> ".repeat(4000);
    const events = Array.from({ length: 60 }, (_, i) =>
      inEnvironment({ ...failed, detail: { ...failed.detail, image: { ...image, name }, reason } }, `environment-${i}`),
    );
    const { blocks, text } = root(...events);
    expect(faultOfBlocks(blocks)).toBeUndefined();
    expect(text.length).toBeLessThanOrEqual(3000);
    expect(JSON.stringify(blocks.slice(1))).not.toMatch(/<[!@](?!date)/);
  });

  test.each([
    ["planned", [planned]],
    ["running", [planned, inEnvironment(succeeded, "development"), stagingStarted]],
    ["failed", [planned, inEnvironment(succeeded, "development"), succeeded, started, failed]],
    [
      "completed",
      [planned, inEnvironment(succeeded, "development"), succeeded, inEnvironment(succeeded, "production"), completed],
    ],
    ["approval", [planned, inEnvironment(succeeded, "development"), succeeded, wanted]],
    ["superseded", [planned, inEnvironment(succeeded, "development"), inEnvironment(skipped, "staging"), superseded]],
  ] as const)("reads as it did: %s", async (state, events) => {
    const form = root(...events);
    expect(faultOfBlocks(form.blocks)).toBeUndefined();
    await expect(`${JSON.stringify(form, null, 2)}\n`).toMatchFileSnapshot(`../../golden/root-${state}.slack.json`);
  });
});

describe("the answer that takes a question's place reads as it did", () => {
  test.each([
    ["granted", [wanted, granted]],
    ["declined", [wanted, declined]],
    [
      "superseded",
      [wanted, { ...superseded, detail: { ...superseded.detail, environment: wanted.detail.environment } }],
    ],
  ] as const)("where it was %s", async (how, events) => {
    const form = toSlackAnswered(progressAfter(...events), wanted.detail.environment, payments);
    expect(faultOfBlocks(form.blocks)).toBeUndefined();
    await expect(`${JSON.stringify(form, null, 2)}\n`).toMatchFileSnapshot(`../../golden/answered-${how}.slack.json`);
  });
});

test("the rendering of a root message takes less than a millisecond", () => {
  const progress = progressAfter(...(Object.values(everyKind) as RolloutEvent[]));
  toSlackRoot(progress, payments, []);
  const begun = performance.now();
  for (let i = 0; i < 200; i++) toSlackRoot(progress, payments, []);
  expect((performance.now() - begun) / 200).toBeLessThan(1);
});
