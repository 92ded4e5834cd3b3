import { rejected, undeliverable } from "@ami-refresh/core/docs/events/examples.ts";
import { describe as describeEvent } from "@ami-refresh/core/notify/describe/index.ts";
import { toEmail } from "@ami-refresh/core/notify/email/index.ts";
import { expect, test } from "vitest";
import { aService, at } from "../../support/policy.ts";
import {
  checkout,
  comingUp,
  completed,
  everyKind,
  failed,
  payments,
  planned,
  rolledBack,
  skipped,
  started,
  succeeded,
  superseded,
} from "./events.ts";
import { mailOf } from "./message.ts";

test("a plan tells every environment's date and why it waits", () => {
  const { text } = mailOf(planned);
  for (const { environment, waits } of planned.detail.steps) {
    expect(text).toContain(`- ${environment}: `);
    for (const { reason } of waits) expect(text).toContain(reason);
  }
});

test("a plan tells the image's name, id, architecture and creation", () => {
  const { text } = mailOf(planned);
  for (const fact of ["base-al2023-2026.11.24", "ami-0f9e8d7c6b5a49382", "x86_64", "Tue 24 Nov 2026, 09:12 GMT"]) {
    expect(text).toContain(fact);
  }
});

test("a freeze is told as one, and named once", () => {
  const freeze = { gate: "freeze" as const, reason: "frozen: Big sale" };
  const steps = [{ environment: "production", waits: [freeze] }];
  expect(mailOf({ ...planned, detail: { ...planned.detail, steps } }).text).toContain(" frozen: Big sale\n");
  expect(mailOf({ ...comingUp, detail: { ...comingUp.detail, waits: [freeze] } }).text).toMatch(
    /^- freeze: Big sale$/m,
  );
});

test("a plan whose dates are not known says so", () => {
  const steps = planned.detail.steps.map(({ environment }) => ({
    environment,
    waits: [{ gate: "concurrency" as const, reason: `${environment} is being refreshed to base-1` }],
  }));
  const { subject, text } = mailOf({ ...planned, detail: { ...planned.detail, steps } });
  expect(subject).toBe("checkout · base-al2023-2026.11.24: planned");
  expect(text).toContain("- production: the date is not known yet\n    production is being refreshed to base-1");
  expect(text).toContain("development starts as soon as all that it waits for has passed.");
});

test("a success says when the next environment has its turn, and what it waits for", () => {
  const waits =
    "not before 3d after publication, once the image has run in staging for 1d, in the window Tue-Thu 10:00-16:00 (Europe/London).";
  const after = (next: typeof succeeded.detail.next, environment = "staging") =>
    mailOf({ ...succeeded, detail: { ...succeeded.detail, environment, next } }).text;
  expect(mailOf(succeeded).text).toContain(`production comes next on Tue 1 Dec 2026, 10:00 GMT: ${waits}`);
  expect(after({ environment: "production" })).toContain(`production comes next: ${waits}`);
  expect(after({ environment: "staging", dueAt: succeeded.detail.at }, "development")).toContain(
    "- staging starts now.",
  );
});

test("a success says that somebody has to approve the next environment", () => {
  const approval = { teams: ["payments"], timeout: "1d" };
  const service = aService({ staging: {}, production: { approval } });
  const textOf = (next: typeof succeeded.detail.next) => {
    const message = describeEvent({ ...succeeded, detail: { ...succeeded.detail, next } }, { team: payments, service });
    return "untold" in message ? "" : toEmail(message).text;
  };
  expect(textOf({ environment: "production" })).toContain(
    "production comes next, as soon as nothing else is under way there, if somebody has approved it.",
  );
  expect(textOf({ environment: "production", dueAt: at("2026-12-01T10:00:00Z") })).toContain(
    "production comes next on Tue 1 Dec 2026, 10:00 GMT, if somebody has approved it.",
  );
});

test("a success in the last environment says that it is the last", () => {
  const { text } = mailOf({ ...succeeded, detail: { ...succeeded.detail, environment: "production" } });
  expect(text).toContain("production is the last environment of checkout");
});

test("a failure names the groups, the cause and what stays as it is", () => {
  const { text } = mailOf(failed);
  expect(text).toContain("- checkout-prod-b: failed");
  expect(text).toContain("sufficient m7i.large capacity");
  expect(text).toContain("1 group had been refreshed before and keeps the new image.");
  expect(mailOf(rolledBack).text).toContain("goes no further in checkout: production keeps the image that it has.");
});

test("a refresh that could not be started has changed nothing", () => {
  const { at: endedAt } = failed.detail;
  const groups = [{ status: "failed" as const, name: "a", reason: "AccessDenied", endedAt }];
  const { text } = mailOf({ ...failed, detail: { ...failed.detail, groups } });
  expect(text).toContain("Nothing was changed in the groups that failed.");
  expect(text).not.toContain("Please look at");
});

test("a rollback of some groups is not said to be one of all", () => {
  const groups = [...failed.detail.groups, ...rolledBack.detail.groups];
  expect(mailOf({ ...failed, detail: { ...failed.detail, groups } }).text).toContain("1 of 2 groups that failed");
});

test("an environment without groups says how they are looked for", () => {
  expect(mailOf(skipped).text).toContain("Service=checkout, Environment=staging");
});

test("a skip that follows from a failure is not told again", () => {
  const event = { ...skipped, detail: { ...skipped.detail, passes: false } };
  expect(describeEvent(event, { team: payments, service: checkout })).toHaveProperty("untold");
});

test("a service that has left the configuration is still told of, without what comes next", () => {
  for (const event of [planned, started, succeeded, failed, completed, superseded]) {
    const message = describeEvent(event, { team: payments });
    if ("untold" in message) throw new Error(message.untold);
    expect(message.next.length).toBeGreaterThan(0);
    expect(toEmail(message).text).not.toContain("undefined");
  }
  const last = describeEvent(succeeded, { team: payments });
  if ("untold" in last) throw new Error(last.untold);
  expect(toEmail(last).text).toContain("- What comes next is not known");
});

test("of one rollout, every subject begins alike", () => {
  for (const event of Object.values(everyKind).filter(({ detail }) => "image" in detail)) {
    expect(mailOf(event).subject).toMatch(/^checkout · base-al2023-2026\.11\.24: \w/);
  }
});

test("who has subscribed to a family that no team runs is told of its images for themselves", () => {
  const footerFor = (name: string) => {
    const message = describeEvent(rejected, { team: { ...payments, name } });
    return "footer" in message ? message.footer : undefined;
  };
  expect(footerFor("")).toBe("For you, as your subscription says.");
  expect(footerFor("payments")).toBe("For team payments, whose services run al2023-base.");
});

test("of a webhook that cannot be told the host is named, not what lets its holder post there", () => {
  const address = "https://hooks.example.com/services/T0/t0ken?key=t0ken";
  const { subject, html, text } = mailOf({
    ...undeliverable,
    detail: {
      ...undeliverable.detail,
      channel: "webhook",
      address,
      reason: "it answers 500",
      event: { type: "digest", id: `digest/payments/webhook/${address}/2026-12-02T09:00:00Z` },
    },
  });
  expect(subject).toBe("checkout: https://hooks.example.com/… cannot be told by webhook");
  expect(html + text).not.toContain("t0ken");
  expect(text).toContain("digest/payments/webhook/https://hooks.example.com/…/2026-12-02T09:00:00Z");
});
