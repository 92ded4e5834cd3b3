import { forecast } from "@ami-refresh/core/domain/forecast.ts";
import type { Image } from "@ami-refresh/core/domain/image.ts";
import { expect, test } from "vitest";
import { at } from "../../support/policy.ts";
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
