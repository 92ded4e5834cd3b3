import { decide } from "@ami-refresh/core/domain/rollout/decide.ts";
import { tagsOf } from "@ami-refresh/core/domain/rollout/difference.ts";
import type { Input } from "@ami-refresh/core/domain/rollout/messages.ts";
import type { Track } from "@ami-refresh/core/domain/rollout/state.ts";
import type { DomainEvent } from "@ami-refresh/core/events.ts";
import { describe, expect, test } from "vitest";
import { aService, at } from "../../support/policy.ts";
import { published } from "../../support/simulation.ts";

const service = aService({ staging: {}, production: { delay: "10d" } });

function publication(id: string, day: string, tags: Readonly<Record<string, string>>): Input {
  const input = published(id, `2026-11-${day}T09:00:00Z`);
  return input.kind === "image-published" ? { ...input, image: { ...input.image, tags } } : input;
}

/** The refresh of an environment's one group to an image, from the finding of it to its success. */
const refreshed = (image: string, environment: string): Input[] => [
  { kind: "groups-found", environment, image, groups: ["g"] },
  {
    kind: "refresh-answered",
    environment,
    image,
    group: "g",
    answer: { outcome: "started", refreshId: image, to: image },
  },
  {
    kind: "refresh-inspected",
    environment,
    image,
    report: { group: "g", refreshId: image, status: "Successful", failedActivities: [] },
  },
];

/** What is told by what comes in on which days of the month. */
function told(...story: readonly (readonly [day: string, ...inputs: Input[]])[]): DomainEvent[] {
  let track: Track = { service: "checkout", family: "base", rollouts: [] };
  return story.flatMap(([day, ...inputs]) =>
    inputs.flatMap((input) => {
      const decision = decide(track, input, service, at(`2026-11-${day}T09:00:00Z`));
      track = decision.track;
      return decision.events;
    }),
  );
}

const look: Input = { kind: "look-again", service: "checkout", family: "base" };
const story = told(
  ["01", publication("ami-1", "01", { Kernel: "6.1", Os: "AL", Team: "base" }), ...refreshed("ami-1", "staging")],
  ["11", look, ...refreshed("ami-1", "production")],
  ["12", publication("ami-2", "12", { Kernel: "6.2", Os: "AL", Team: "base" }), ...refreshed("ami-2", "staging")],
  ["13", publication("ami-3", "13", { Kernel: "6.3", Os: "AL", Patches: "11" }), ...refreshed("ami-3", "staging")],
);

describe("what is different about an image", () => {
  const plans = story.flatMap((event) => (event.type === "rollout.planned" ? [event.detail] : []));
  const starts = story.flatMap((event) => (event.type === "step.started" ? [event.detail] : []));

  test("is all there is, the first time", () => {
    expect(plans[0]?.steps.map(({ replaces }) => replaces)).toEqual([undefined, undefined]);
    expect(plans[0]?.tags).toEqual([
      { key: "Kernel", value: "6.1" },
      { key: "Os", value: "AL" },
      { key: "Team", value: "base" },
    ]);
    expect(starts[0]).not.toHaveProperty("replaces");
  });

  test("is told in the plan by what each environment was refreshed to last, and by what is different in the last of them", () => {
    expect(plans[2]?.steps.map(({ replaces }) => replaces?.id)).toEqual(["ami-2", "ami-1"]);
    expect(plans[2]?.tags).toEqual([
      { key: "Kernel", value: "6.3", was: "6.1" },
      { key: "Patches", value: "11" },
      { key: "Team", was: "base" },
    ]);
  });

  test("is told at the start by what the environment was refreshed to last", () => {
    expect(starts.map(({ image, environment, replaces }) => `${image.id} ${environment} ${replaces?.id}`)).toEqual([
      "ami-1 staging undefined",
      "ami-1 production undefined",
      "ami-2 staging ami-1",
      "ami-3 staging ami-2",
    ]);
    expect(starts[3]?.tags?.[0]).toEqual({ key: "Kernel", value: "6.3", was: "6.2" });
  });
});

describe("where ami-refresh has refreshed nothing yet", () => {
  const found = (id: string) => ({ id, name: id, architecture: "arm64", createdAt: at("2026-06-01T09:00:00Z") });
  const looked: Input = {
    kind: "groups-looked-at",
    runs: { staging: [found("ami-a"), found("ami-b")], production: [] },
  };
  const events = told(
    ["01", looked, publication("ami-1", "01", {}), ...refreshed("ami-1", "staging")],
    [
      "11",
      look,
      { ...looked, runs: { production: [found("ami-c"), found("ami-1")] } },
      ...refreshed("ami-1", "production"),
    ],
    [
      "12",
      { ...looked, runs: { staging: [found("ami-d")] } },
      publication("ami-2", "12", {}),
      ...refreshed("ami-2", "staging"),
    ],
  );
  const idsOf = (images: readonly { readonly id: string }[] | undefined) => images?.map(({ id }) => id);

  test("the plan says what groups were found to run, and says it no more when it has", () => {
    const plans = events.flatMap((event) => (event.type === "rollout.planned" ? [event.detail] : []));
    expect(plans.map(({ steps }) => steps.map(({ runs }) => idsOf(runs)))).toEqual([
      [["ami-a", "ami-b"], undefined],
      [undefined, undefined],
    ]);
  });

  test("the start says what was found last, without the image itself", () => {
    const starts = events.flatMap((event) => (event.type === "step.started" ? [event.detail] : []));
    expect(starts.map(({ runs, replaces }) => [idsOf(runs), replaces?.id])).toEqual([
      [["ami-a", "ami-b"], undefined],
      [["ami-c"], undefined],
      [undefined, "ami-1"],
    ]);
  });
});

test("of an image's tags a few are kept, without AWS's own and the name, and none of them long", () => {
  const many = Object.fromEntries(
    Array.from({ length: 50 }, (_, i) => [`Key${String(i).padStart(2, "0")}`, "😀".repeat(128)]),
  );
  const tags = tagsOf({ name: "base-1", tags: { ...many, "aws:made-by": "x", Name: "base-1" } });
  expect(Object.keys(tags)).toEqual(Object.keys(many).slice(0, 12));
  expect(tags.Key00).toBe(`${"😀".repeat(99)}…`);
  expect(JSON.stringify(tags).length).toBeLessThan(3000);
});
