import type { Filter, Pace } from "@ami-refresh/core/domain/subscription.ts";
import { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import { whatOf } from "@ami-refresh/core/notify/whatOf.ts";
import { expect, test } from "vitest";
import { everyKind } from "./events.ts";
import { mailOf } from "./message.ts";

const nine = { daily: Temporal.PlainTime.from("09:00") };
const quietHours = { from: Temporal.PlainTime.from("22:00"), to: Temporal.PlainTime.from("07:00") };

test.each<[Filter, Pace, string]>([
  [{}, {}, "What happens to every service: at once"],
  [{}, { digest: nine }, "What happens to every service: collected every day at 09:00, failures at once"],
  [{}, { quietHours }, "What happens to every service: at once, quiet from 22:00 to 07:00, failures at once"],
  [
    { severity: "warning" },
    { digest: "hourly" },
    "Warnings and failures of every service: collected every hour, failures at once",
  ],
  [{ severity: "failure" }, { digest: "hourly", quietHours }, "Failures of every service: at once"],
])("%o with %o says when failures are told", (filter, pace, words) => {
  expect(whatOf({ filter, pace, timezone: "UTC" })).toBe(`${words}, times are in UTC.`);
});

test("that an address wants failures only is told as that", () => {
  const { changed } = everyKind;
  if (changed?.type !== "address.changed") throw new Error("no event of this type");
  const { digest: _, ...detail } = changed.detail;
  const { subject } = mailOf({ ...changed, detail: { ...detail, severity: "failure" } });
  expect(subject).toBe("payments: oncall@example.com is told failures only");
});
