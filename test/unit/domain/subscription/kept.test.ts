import { Kept } from "@ami-refresh/core/domain/subscription/kept.ts";
import * as z from "@ami-refresh/core/domain/zod.ts";
import { expect, test } from "vitest";
import { aKept } from "../../../support/readers.ts";

test("of the events that another version knew those are left that are told here", () => {
  const kept = aKept({ filter: { events: ["step.succeeded", "step.failed"] } });
  const encoded = z.encode(Kept, kept);
  const filter = { events: ["step.succeeded", "step.exploded", "step.failed"] };
  expect(Kept.parse({ ...encoded, filter })).toEqual(kept);
});
