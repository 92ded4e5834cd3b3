import { comesBackAfter } from "@ami-refresh/core/domain/subscription/comesBackAfter.ts";
import { expect, test } from "vitest";

const times = (count: number, retryAfter?: number) =>
  Array.from({ length: count }, (_, i) => comesBackAfter(i + 1, retryAfter));

test("what fails comes back twice as late each time, a quarter of an hour at the most", () => {
  expect(times(8)).toEqual([15, 30, 60, 120, 240, 480, 900, 900]);
});

test("where a channel has said when, it comes back that much later each time", () => {
  expect(times(3, 30)).toEqual([30, 60, 90]);
  expect(times(3, 400)).toEqual([400, 800, 900]);
});
