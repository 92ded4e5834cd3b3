import type { Publication } from "@ami-refresh/cli/commands/publishImage.ts";
import { writePublication } from "@ami-refresh/cli/publicationText.ts";
import { forecast } from "@ami-refresh/core/domain/forecast.ts";
import type { Image } from "@ami-refresh/core/domain/image.ts";
import { expect, test } from "vitest";
import { at } from "../../support/policy.ts";
import { policyOf } from "../config/sketch.ts";

const policy = policyOf();
const now = at("2026-11-25T08:00:00Z");
const image: Image = {
  ...{ id: "ami-1", name: "base-2", owner: "123456789012", state: "available", architecture: "x86_64" },
  ...{ tags: {}, createdAt: now },
};
const options = {
  command: "publish-image",
  config: "",
  json: false,
  connection: {},
  image: "ami-1",
  force: false,
} as const;

/** What is said of a publication in whose first environments nothing happens. */
function said(isKnown: boolean, nothingIn: number): string {
  const expected = forecast("ami-1", image, policy, "123456789012", now);
  if (!expected.taken) throw new Error(expected.reason);
  const takers = expected.takers.map((taker) => ({
    ...taker,
    steps: taker.steps.map((step, i) =>
      i < nothingIn ? { environment: step.environment, waits: [], nothing: "it has a newer one" } : step,
    ),
  }));
  const place = { image: "ami-1", account: "123456789012", region: "eu-west-2", event: "e-1" };
  const publication: Publication = { ...place, forecast: { ...expected, takers }, isKnown };
  return writePublication(publication, policy, options, { colour: false, now: () => now });
}

test("a service that takes an image plans it", () => {
  const text = said(true, 0);
  expect(text).toMatch(/^ {2}development {2}Wed 25 Nov 08:00 {4}at once$/m);
  expect(text).toContain("Next: every service above that takes it plans its rollout of base-2 and tells its team");
});

test("where nothing happens it says so, and why", () => {
  expect(said(true, 1)).toMatch(/^ {2}development {2}nothing {9,}it has a newer one$/m);
  expect(said(true, 1)).toContain("plans its rollout");
  const nowhere = said(true, 2);
  expect(nowhere).not.toContain("at once");
  expect(nowhere).toContain("Next: nothing. No service takes it.");
});

test("where it may not be known what services know, it says that", () => {
  expect(said(false, 0)).toContain("What they know could not be looked up");
});
