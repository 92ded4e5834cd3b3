import { toEmail } from "@ami-refresh/core/notify/email/index.ts";
import { toSlack } from "@ami-refresh/core/notify/slack.ts";
import { writeMoment, writeSpan } from "@ami-refresh/core/notify/times.ts";
import { expect, test } from "vitest";
import { at } from "../../support/policy.ts";
import { checkout, payments, planned } from "./events.ts";
import { messageOf } from "./message.ts";

test.each([
  ["Europe/London", "2026-11-24T10:00:00Z", "Tue 24 Nov 2026, 10:00 GMT"],
  ["Europe/London", "2026-07-01T10:00:00Z", "Wed 1 Jul 2026, 11:00 BST"],
  ["America/New_York", "2026-11-24T02:05:00Z", "Mon 23 Nov 2026, 21:05 GMT-5"],
  ["Asia/Kolkata", "2026-11-24T18:30:00Z", "Wed 25 Nov 2026, 00:00 GMT+5:30"],
  ["UTC", "2026-11-24T10:00:00Z", "Tue 24 Nov 2026, 10:00 UTC"],
])("in %s, %s is %s", (zone, moment, written) => {
  expect(writeMoment(at(moment), zone)).toBe(written);
});

test("the hour that the clocks repeat is told apart by the zone's name", () => {
  expect(writeMoment(at("2026-10-25T00:30:00Z"), "Europe/London")).toBe("Sun 25 Oct 2026, 01:30 BST");
  expect(writeMoment(at("2026-10-25T01:30:00Z"), "Europe/London")).toBe("Sun 25 Oct 2026, 01:30 GMT");
});

test.each([
  ["2026-11-24T10:00:20Z", "less than a minute"],
  ["2026-11-24T10:01:00Z", "1 minute"],
  ["2026-11-24T11:05:10Z", "1 hour 5 minutes"],
  ["2026-11-24T12:00:00Z", "2 hours"],
  ["2026-11-26T13:07:00Z", "2 days 3 hours"],
  ["2026-11-26T10:07:00Z", "2 days"],
])("from 10:00 until %s it was %s", (end, written) => {
  expect(writeSpan(at("2026-11-24T10:00:00Z"), at(end))).toBe(written);
});

test("a team reads its dates in its own zone, whatever the zone of the service", () => {
  const message = messageOf(planned, checkout, { ...payments, timezone: "Asia/Tokyo" });
  expect(toEmail(message).text).toContain("- production: Tue 1 Dec 2026, 19:00 GMT+9");
  expect(toEmail(message).html).toContain("Times are in Asia/Tokyo.");
});

test("in Slack each reader sees the own zone, and the team's where that cannot be", () => {
  const unix = at("2026-12-01T10:00:00Z").epochMilliseconds / 1000;
  expect(toSlack(messageOf(planned)).text).toContain(
    `<!date^${unix}^{date_short_pretty} at {time}|on Tue 1 Dec 2026, 10:00 GMT>`,
  );
});
