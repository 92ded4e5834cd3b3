import { forecast, knowing, type Taker } from "@ami-refresh/core/domain/forecast.ts";
import type { Image } from "@ami-refresh/core/domain/image.ts";
import type { ServicePolicy } from "@ami-refresh/core/domain/policy.ts";
import { expect, test } from "vitest";
import { at } from "../../support/policy.ts";
import { simulate } from "../../support/simulation.ts";
import { policyOf } from "../config/sketch.ts";

const now = at("2026-11-25T08:00:00Z");
const policy = policyOf({
  images: '{ base: { owners: [self], name: "base-*" }, idle: { owners: [self], name: "idle-*" } }',
  environments: "{ development: {}, production: { delay: 1d } }",
});
const image = (more: Partial<Image> = {}): Image => ({
  id: "ami-1",
  name: "base-2",
  owner: "123456789012",
  state: "available",
  architecture: "x86_64",
  tags: {},
  createdAt: now,
  ...more,
});
const of = (published: Image | undefined) => forecast("ami-1", published, policy, "123456789012", now);

test("an image of a family is taken by its services, each in its own time", () => {
  expect(of(image())).toMatchObject({
    taken: true,
    takers: [
      {
        service: { name: "checkout" },
        family: "base",
        steps: [{ environment: "development", dueAt: now }, { environment: "production" }],
      },
    ],
  });
});

test.each([
  [undefined, "ami-1 cannot be found: it was deregistered, is in another Region, or is not shared with us"],
  [image({ state: "failed" }), "ami-1 is failed, not available"],
  [image({ owner: "999999999999" }), "ami-1 belongs to account 999999999999, which is no owner of base"],
  [image({ name: "windows" }), "the name windows matches no configured family"],
  [image({ name: "idle-1" }), "no service runs images of idle"],
])("an image that nobody takes is told why: %#", (published, reason) => {
  expect(of(published)).toEqual({ taken: false, reason });
});

/** What the first service plans, knowing what an image with this id and age has come to there. */
function planned(id: string, createdAt: string, until: string) {
  const story = simulate({
    service: policy.services.checkout as ServicePolicy,
    ...{ from: "2026-11-20T08:00:00Z", until },
    publications: [{ id, at: createdAt }],
  });
  const alone = of(image());
  const [taker] = (alone.taken ? alone.takers : []) as [Taker];
  return knowing(story.track, taker, image(), now).steps.map(({ environment, nothing, dueAt }) => [
    environment,
    nothing ?? String(dueAt),
  ]);
}

test("a service takes an image beside an older one, and none that it knows", () => {
  const whole = [
    ["development", "2026-11-25T08:00:00Z"],
    ["production", "2026-11-26T08:00:00Z"],
  ];
  const again = "ami-1 is known already: a repeated publication changes nothing";
  expect(planned("ami-0", "2026-11-20T08:00:00Z", "2026-11-24T08:00:00Z")).toEqual(whole);
  expect(planned("ami-1", "2026-11-20T08:00:00Z", "2026-11-24T08:00:00Z")).toEqual(
    whole.map(([name]) => [name, again]),
  );
});

test("an environment that has a newer image, or is about to have it, takes none that is older", () => {
  const newer = "takes the newer base-ami-2";
  // As if the image that is published were of a moment before.
  expect(planned("ami-2", "2026-11-25T08:00:01Z", "2026-11-27T08:00:00Z")).toEqual([
    ["development", `development ${newer}`],
    ["production", `production ${newer}`],
  ]);
});
