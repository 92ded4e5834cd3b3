import { memoryPorts } from "@ami-refresh/core/adapters/memory/ports.ts";
import { advance } from "@ami-refresh/core/app/advance.ts";
import { operate, type Request } from "@ami-refresh/core/app/operate.ts";
import type { Policy, ServicePolicy } from "@ami-refresh/core/domain/policy.ts";
import type { MailboxMessage } from "@ami-refresh/core/domain/rollout/messages.ts";
import { describe, expect, test } from "vitest";
import { aService, at } from "../../support/policy.ts";
import { published } from "../../support/simulation.ts";

const monday = "2026-11-23T09:00:00Z";
const by = { name: "ann", kind: "cli" } as const;
const example = "give one such as 20:00, 2026-11-23 20:00, or with its offset from UTC, 2026-11-23T20:00Z";
const teams = ["payments", "security"];

const checkout = aService({
  staging: { delay: "1d", approval: { teams: ["payments"] } },
  production: { approval: { teams } },
});
const search = { ...aService({ staging: {} }, "search"), team: "media" };

const policy: Policy = {
  timezone: "UTC",
  families: {},
  environments: ["staging", "production"],
  teams: {
    ...Object.fromEntries(["payments", "security"].map((name) => [name, { name, timezone: "UTC", email: [] }])),
    media: { name: "media", timezone: "Asia/Tokyo", email: [] },
  },
  services: { checkout, search },
};

/** What an operator finds when these images were published. */
async function anOperator(...images: string[]) {
  const ports = memoryPorts(monday);
  const take = (service: ServicePolicy, message: MailboxMessage) =>
    advance({ ...ports, lookUp: async () => [], perform: async () => [] }, service, message);
  for (const image of images) {
    const message = published(image, monday);
    if (message.kind === "image-published") await take(checkout, message);
  }
  return { ...ports, take, ask: (request: Request) => operate(ports, policy, request) };
}

const approve = { verb: "approve", service: "checkout", environment: "staging", by } as const;

describe("an approval", () => {
  test("is sent to the service for the image that waits, and its answer tells the date", async () => {
    const { ask, mailboxes } = await anOperator("ami-1");
    const answer = await ask({ ...approve, comment: "tested" });
    const message = {
      kind: "approve",
      service: "checkout",
      environment: "staging",
      image: "ami-1",
      by: { ...by, team: "payments" },
      at: at(monday),
      comment: "tested",
    };
    expect(mailboxes.sent).toEqual([{ route: "service:checkout", message }]);
    const steps = answer.outcome === "sent" ? answer.tracks[0]?.rollouts[0]?.steps : [];
    expect(steps?.[0]).toMatchObject({ dueAt: at("2026-11-24T09:00:00Z"), approval: { status: "granted" } });
  });

  test.each<[string, Partial<Request>, string]>([
    ["an unknown service", { service: "chekout" }, "there is no service `chekout`: did you mean `checkout`?"],
    [
      "an unknown environment",
      { environment: "stagng" },
      "checkout has no environment `stagng`: did you mean `staging`?",
    ],
    ["an unknown team", { by: { ...by, team: "paymnts" } }, "there is no team `paymnts`: did you mean `payments`?"],
    ["a team that is not asked", { by: { ...by, team: "media" } }, "staging of checkout is not for media to approve"],
    [
      "one of several teams",
      { environment: "production" },
      "production of checkout may be approved for payments or security",
    ],
  ])("for %s is refused with a sentence, and not sent", async (_, more, message) => {
    const { ask, mailboxes } = await anOperator("ami-1");
    const request = { ...approve, ...more } as Request;
    expect(await ask(request)).toMatchObject({ outcome: "refused", wrong: { message } });
    expect(mailboxes.sent).toEqual([]);
  });

  test.each<[string, Partial<Request>, string]>([
    [
      "nobody is asked",
      { service: "search" },
      "staging of search asks nobody for approval: say `approval: required` there in the configuration",
    ],
    [
      "nothing waits",
      { environment: "production", by: { ...by, team: "security" } },
      "no image waits for approval in production of checkout: see `ami-refresh status`",
    ],
    [
      "nothing is being refreshed",
      { verb: "cancel", reason: "slow" },
      "nothing is being refreshed in staging of checkout: see `ami-refresh status`",
    ],
    [
      "nothing was refreshed",
      { verb: "roll-back", reason: "slow" },
      "nothing was refreshed in staging of checkout that could go back: see `ami-refresh status`",
    ],
  ])("where %s would change nothing, and is not sent", async (_, more, reason) => {
    const { ask, mailboxes } = await anOperator("ami-1");
    expect(await ask({ ...approve, ...more } as Request)).toEqual({ outcome: "unchanged", reason });
    expect(mailboxes.sent).toEqual([]);
  });

  test("of one of several images has to say which", async () => {
    const { ask, mailboxes } = await anOperator("ami-1", "ami-2");
    const message = "several images wait for approval in staging of checkout: base-ami-2 (ami-2), base-ami-1 (ami-1)";
    expect(await ask(approve)).toEqual({ outcome: "refused", wrong: { message, remedy: "say which: --image" } });
    expect(await ask({ ...approve, by: { ...by, kind: "slack" } } as Request)).toMatchObject({
      wrong: { message, remedy: "write the id of the one you mean after the environment" },
    });
    await ask({ ...approve, image: "ami-1" });
    expect(mailboxes.sent).toMatchObject([{ message: { image: "ami-1" } }]);
  });

  test("that would change nothing is not sent, and says why", async () => {
    const { ask, mailboxes, take } = await anOperator("ami-1");
    await ask(approve);
    const [sent] = mailboxes.sent;
    if (sent) await take(checkout, sent.message);
    expect(await ask({ ...approve, image: "ami-1" })).toEqual({
      outcome: "unchanged",
      reason: "staging of checkout and ami-1: ann has approved it already",
    });
    expect(await ask({ ...approve, image: "ami-9" })).toEqual({
      outcome: "unchanged",
      reason: "ami-9 is not known there",
    });
    expect(mailboxes.sent).toHaveLength(1);
  });

  test("may be taken back without naming the image", async () => {
    const { ask, mailboxes, take } = await anOperator("ami-1");
    await ask(approve);
    const [sent] = mailboxes.sent;
    if (sent) await take(checkout, sent.message);
    expect(await ask({ ...approve, verb: "decline" })).toMatchObject({ outcome: "sent" });
  });
});

describe("a pause", () => {
  const pause = { verb: "pause", reason: "database migration", by } as const;

  test("of everything goes to every service", async () => {
    const { ask, mailboxes } = await anOperator("ami-1");
    const answer = await ask(pause);
    expect(mailboxes.sent).toMatchObject([{ route: "all", message: { kind: "pause", reason: "database migration" } }]);
    expect(answer.outcome === "sent" && answer.tracks.map(({ service }) => service)).toEqual(["checkout", "search"]);
  });

  test("of an environment goes to its service", async () => {
    const { ask, mailboxes } = await anOperator();
    await ask({ ...pause, service: "checkout", environment: "staging" });
    expect(mailboxes.sent).toMatchObject([{ route: "service:checkout", message: { environment: "staging" } }]);
    expect(mailboxes.sent[0]?.message).not.toHaveProperty("until");
  });

  test.each<[string, object, string, string | undefined]>([
    ["with its offset", { until: "2026-11-24T09:00+02:00" }, "2026-11-24T07:00:00Z", undefined],
    ["of everything, in the configuration's zone", { until: "2026-11-24 09:00" }, "2026-11-24T09:00:00Z", "UTC"],
    [
      "of a team's service, in the team's zone",
      { until: "2026-11-24T09:00", service: "search" },
      "2026-11-24T00:00:00Z",
      "Asia/Tokyo",
    ],
    ["as a date, which it covers", { until: "2026-11-24", service: "search" }, "2026-11-24T15:00:00Z", "Asia/Tokyo"],
    ["as a time of day, the next one", { until: "7:30" }, "2026-11-23T07:30:00Z", "UTC"],
    [
      "as a time of day that is past today",
      { until: "17:59", service: "search" },
      "2026-11-24T08:59:00Z",
      "Asia/Tokyo",
    ],
    ["as a time of the next day", { until: "tomorrow 09:00", service: "search" }, "2026-11-24T00:00:00Z", "Asia/Tokyo"],
    ["with an hour of one digit", { until: "2026-11-24 9:00" }, "2026-11-24T09:00:00Z", "UTC"],
    ["as a duration", { for: "1d2h" }, "2026-11-24T11:00:00Z", undefined],
    ["as a duration in parts", { for: "1d 2h" }, "2026-11-24T11:00:00Z", undefined],
  ])("ends by itself at a time given %s", async (_, ending, until, readIn) => {
    const { ask, mailboxes } = await anOperator();
    const answer = await ask({ ...pause, ...ending });
    expect(mailboxes.sent).toMatchObject([{ message: { until: at(until) } }]);
    expect(answer.outcome === "sent" && answer.readIn).toBe(readIn);
    expect(mailboxes.sent[0]?.message).not.toHaveProperty("for");
  });

  test.each<[object, string, string]>([
    [{ until: "2026-11-23T09:00Z" }, "`2026-11-23T09:00Z` is past", "give a time to come, or none"],
    [
      { until: "2026-11-23 17:59", service: "search" },
      "`2026-11-23 17:59` is past in Asia/Tokyo",
      "give a time to come, or none",
    ],
    [{ for: "0m" }, "`0m` is past", "give a time to come, or none"],
    [{ until: "tomorrow" }, "`tomorrow` is no time", example],
    [{ until: "24:30" }, "`24:30` is no time", example],
    [{ for: "1 2h" }, "`1 2h` is no duration", "give one such as 2h or 1d12h"],
    [{ until: "2026-02-30 10:00" }, "`2026-02-30 10:00` is no time", example],
    [{ until: "2026-02-30T10:00Z" }, "`2026-02-30T10:00Z` is no time", example],
    [{ for: "two hours" }, "`two hours` is no duration", "give one such as 2h or 1d12h"],
    [{ for: "999999999999d" }, "`999999999999d` is no duration", "give one such as 2h or 1d12h"],
    [{ for: "2h", until: "2026-11-24" }, "`--until` and `--for` are two ends", "say one of them"],
  ])("that ends so is refused: %o", async (ending, message, remedy) => {
    const { ask, mailboxes } = await anOperator();
    expect(await ask({ ...pause, ...ending })).toEqual({ outcome: "refused", wrong: { message, remedy } });
    expect(mailboxes.sent).toEqual([]);
  });

  test("is ended only where there is one", async () => {
    const { ask, mailboxes } = await anOperator();
    expect(await ask({ verb: "resume", service: "search", by })).toEqual({
      outcome: "unchanged",
      reason: "search is not paused",
    });
    expect(mailboxes.sent).toEqual([]);
  });
});

test("what a person says is taken for every family of the service, and kept", async () => {
  const service = { ...checkout, families: ["base", "arm"] };
  const { take, tracks } = await anOperator();
  await take(service, { kind: "pause", by, at: at(monday), reason: "database migration" });
  for (const family of service.families) {
    expect((await tracks.load("checkout", family)).track.pauses).toMatchObject([{ scope: "everything", by }]);
  }
});
