import { describe, expect, test } from "vitest";
import type { LogEntry } from "../../../packages/local/src/context.ts";
import type { EventContent } from "../../../packages/local/src/services/events/event.ts";
import { scheduler } from "../../../packages/local/src/services/scheduler/scheduler.ts";
import { sqs } from "../../../packages/local/src/services/sqs/sqs.ts";
import { aFunction, aQueue, queueArn } from "../../support/wiring.ts";
import { aRegion, call } from "./ec2/region.ts";

const minute = 60_000;
const hour = 60 * minute;
const role = "arn:aws:iam::123456789012:role/scheduler";

// The region's clock starts at 09:00 UTC.
const inOneHour = {
  Name: "look-again",
  GroupName: "steps",
  ScheduleExpression: "at(2026-11-24T10:00:00)",
  FlexibleTimeWindow: { Mode: "OFF" as const },
  Target: { Arn: queueArn("mailbox"), RoleArn: role, Input: '{"kind":"look-again"}' },
};

function aScheduler(allows?: (roleArn: string, action: string, resource: string) => boolean) {
  const logged: LogEntry[] = [];
  const region = { ...aRegion(), log: (entry: LogEntry) => void logged.push(entry) };
  const queues = sqs(region, [aQueue("mailbox"), aQueue("dead")]);
  const invoked: [string, unknown][] = [];
  const published: string[] = [];
  const put: EventContent[] = [];
  const { operations, upcoming } = scheduler({
    context: region,
    groups: [{ name: "steps", arn: "arn:aws:scheduler:eu-west-2:123456789012:schedule-group/steps" }],
    deployed: { schedules: [], every: () => () => {} },
    sqs: queues,
    sns: { publish: (arn, message) => arn.endsWith(":topic") && published.push(message) > 0 },
    events: { putOn: (bus, content) => bus.endsWith("/Domain") && put.push(content) > 0 },
    functions: [aFunction("reconcile")],
    invoke: (name, payload) => invoked.push([name, JSON.parse(payload)]),
    ...(allows && { allows }),
  });
  const create = (more: object = {}) => operations.CreateSchedule?.({ ...inOneHour, ...more }, call);
  const get = (more: object = {}) =>
    operations.GetSchedule?.({ Name: "look-again", GroupName: "steps", ...more }, call);
  const taken = (name: string) => queues.receive(queueArn(name), 10);
  const bodies = (name: string) => taken(name).map(({ body }) => body);
  const { deadLetters } = queues;
  return { region, operations, upcoming, create, get, taken, bodies, invoked, published, put, logged, deadLetters };
}

describe("a one-time schedule", () => {
  test("fires at its time, once", () => {
    const { region, create, bodies, upcoming } = aScheduler();
    create();
    expect(upcoming()).toEqual([{ group: "steps", name: "look-again", at: "2026-11-24T10:00:00.000Z" }]);
    region.pass(hour - 1);
    expect(bodies("mailbox")).toEqual([]);
    region.pass(1);
    expect(bodies("mailbox")).toEqual(['{"kind":"look-again"}']);
    region.pass(24 * hour);
    expect(upcoming()).toEqual([]);
    region.settle();
    expect(bodies("mailbox")).toEqual(['{"kind":"look-again"}']);
  });

  test.each([
    ["Asia/Tokyo", "at(2026-11-24T19:00:00)"],
    ["America/New_York", "at(2026-11-24T05:00:00)"],
  ])("is read in its time zone: %s", (ScheduleExpressionTimezone, ScheduleExpression) => {
    const { create, upcoming } = aScheduler();
    create({ ScheduleExpressionTimezone, ScheduleExpression });
    expect(upcoming()).toMatchObject([{ at: "2026-11-24T10:00:00.000Z" }]);
  });

  test("stays when it is done, unless it is to delete itself", async () => {
    const { region, create, get } = aScheduler();
    create();
    create({ Name: "passing", ActionAfterCompletion: "DELETE" });
    region.pass(hour);
    expect(await get()).toMatchObject({ State: "ENABLED", ScheduleExpression: "at(2026-11-24T10:00:00)" });
    expect(() => get({ Name: "passing" })).toThrow(expect.objectContaining({ code: "ResourceNotFoundException" }));
  });

  test("does nothing once deleted, or switched off", () => {
    const { region, operations, create, bodies } = aScheduler();
    create();
    operations.DeleteSchedule?.({ Name: "look-again", GroupName: "steps" }, call);
    create({ Name: "off", State: "DISABLED" });
    region.pass(2 * hour);
    expect(bodies("mailbox")).toEqual([]);
    expect(() => operations.DeleteSchedule?.({ Name: "look-again", GroupName: "steps" }, call)).toThrow(
      "does not exist",
    );
  });

  test("can be moved", () => {
    const { region, operations, create, bodies } = aScheduler();
    create();
    operations.UpdateSchedule?.({ ...inOneHour, ScheduleExpression: "at(2026-11-24T12:00:00)" }, call);
    region.pass(3 * hour - 1);
    expect(bodies("mailbox")).toEqual([]);
    region.pass(1);
    expect(bodies("mailbox")).toHaveLength(1);
  });

  test("for a time that has passed fires at once, with a warning", () => {
    const { region, create, bodies, logged } = aScheduler();
    create({ ScheduleExpression: "at(2026-11-24T08:00:00)" });
    region.pass(0);
    expect(bodies("mailbox")).toHaveLength(1);
    expect(logged).toMatchObject([{ level: "warn", message: expect.stringContaining("time that has passed") }]);
  });
});

test("a rate fires again and again", () => {
  const { region, create, bodies } = aScheduler();
  create({ ScheduleExpression: "rate(5 minutes)" });
  region.pass(15 * minute);
  expect(bodies("mailbox")).toHaveLength(3);
});

describe("a target", () => {
  test("may be a function, a topic or a bus", () => {
    const { region, create, invoked, published, put } = aScheduler();
    const to = (Arn: string, more: object = {}) => ({ ...inOneHour.Target, Arn, ...more });
    create({ Name: "function", Target: to(aFunction("reconcile").arn) });
    create({ Name: "topic", Target: to("arn:aws:sns:eu-west-2:123456789012:topic") });
    const EventBridgeParameters = { Source: "ami-refresh", DetailType: "look.again" };
    create({
      Name: "bus",
      Target: to("arn:aws:events:eu-west-2:123456789012:event-bus/Domain", { EventBridgeParameters }),
    });
    region.pass(hour);
    expect(invoked).toEqual([["reconcile", { kind: "look-again" }]]);
    expect(published).toEqual(['{"kind":"look-again"}']);
    expect(put).toEqual([
      { source: "ami-refresh", detailType: "look.again", resources: [], detail: { kind: "look-again" } },
    ]);
  });

  test("is told when it was called, if its input asks", () => {
    const { region, create, bodies } = aScheduler();
    create({ Target: { ...inOneHour.Target, Input: '"<aws.scheduler.scheduled-time> <other>"' } });
    region.pass(hour);
    expect(bodies("mailbox")).toEqual(['"2026-11-24T10:00:00Z <other>"']);
  });

  test.each([
    ["is gone", queueArn("nowhere"), undefined, "AWS.SimpleQueueService.NonExistentQueue"],
    [
      "may not be called by the role",
      queueArn("mailbox"),
      (_role: string, _action: string, resource: string) => resource === queueArn("dead"),
      "AccessDeniedException",
    ],
  ])("that %s: the dead-letter queue takes what was to be said", (_, Arn, allows, code) => {
    const { region, create, taken, bodies, deadLetters } = aScheduler(allows);
    create({ Target: { ...inOneHour.Target, Arn, DeadLetterConfig: { Arn: queueArn("dead") } } });
    region.pass(hour);
    const [dead] = taken("dead");
    expect(dead).toMatchObject({
      body: '{"kind":"look-again"}',
      attributes: {
        ERROR_CODE: { StringValue: code },
        TARGET_ARN: { StringValue: Arn },
        SCHEDULE_ARN: { StringValue: "arn:aws:scheduler:eu-west-2:123456789012:schedule/steps/look-again" },
        SCHEDULED_TIME: { StringValue: "2026-11-24T10:00:00Z" },
      },
    });
    expect(deadLetters()).toEqual({ dead: 1 });
    expect(bodies("mailbox")).toEqual([]);
  });

  test("that cannot be reached, without a dead-letter queue, is told", () => {
    const { region, create, logged } = aScheduler();
    create({ Target: { ...inOneHour.Target, Arn: queueArn("nowhere") } });
    region.pass(hour);
    expect(logged).toMatchObject([{ level: "error", message: expect.stringContaining("is lost") }]);
  });
});

describe("creating", () => {
  test("the same name twice is a conflict, in another group it is not", () => {
    const { create } = aScheduler();
    create();
    create({ GroupName: "default" });
    expect(() => create()).toThrow(expect.objectContaining({ code: "ConflictException" }));
  });

  test("the same request with the same token is answered as before, another one is a conflict", async () => {
    const { region, create, bodies } = aScheduler();
    const ClientToken = "token";
    const first = await create({ ClientToken });
    expect(await create({ ClientToken })).toEqual(first);
    expect(() => create({ ClientToken, Description: "other" })).toThrow(
      expect.objectContaining({ code: "ConflictException" }),
    );
    region.pass(hour);
    expect(bodies("mailbox")).toHaveLength(1);
  });

  test.each([
    ["name", { Name: "x".repeat(65) }],
    ["name", { Name: "a/b" }],
    ["Invalid Schedule Expression", { ScheduleExpression: "at(2026-13-24T10:00:00)" }],
    ["Invalid Schedule Expression", { ScheduleExpression: "at(2026-11-24T10:00:00Z)" }],
    ["cron() is not part of the local region", { ScheduleExpression: "cron(0 9 * * ? *)" }],
    ["Provided time zone is invalid", { ScheduleExpressionTimezone: "Europe/Nowhere" }],
    ["flexibleTimeWindow", { FlexibleTimeWindow: { Mode: "FLEXIBLE" } }],
    ["cannot be set when the mode is OFF", { FlexibleTimeWindow: { Mode: "OFF", MaximumWindowInMinutes: 5 } }],
    ["target.roleArn", { Target: { ...inOneHour.Target, RoleArn: "scheduler" } }],
    ["Targets of ecs are not part", { Target: { ...inOneHour.Target, Arn: "arn:aws:ecs:eu-west-2:1:cluster/x" } }],
    ["maximumRetryAttempts", { Target: { ...inOneHour.Target, RetryPolicy: { MaximumRetryAttempts: 186 } } }],
    ["not valid JSON", { Target: { RoleArn: role, Arn: aFunction("reconcile").arn, Input: "{" } }],
    [
      "EventBridgeParameters",
      { Target: { RoleArn: role, Arn: "arn:aws:events:eu-west-2:123456789012:event-bus/Domain" } },
    ],
  ])("is refused: %s", (problem, more) => {
    const { create } = aScheduler();
    expect(() => create(more)).toThrow(
      expect.objectContaining({ code: "ValidationException", message: expect.stringContaining(problem) }),
    );
  });

  test("is refused in a group that is not there", () => {
    const { create } = aScheduler();
    expect(() => create({ GroupName: "nowhere" })).toThrow("Schedule group nowhere does not exist");
  });
});

describe("finding", () => {
  test("schedules are listed by group, name and state, page by page", async () => {
    const { operations, create } = aScheduler();
    for (const Name of ["a1", "a2", "b1"]) create({ Name });
    create({ Name: "a3", GroupName: "default", State: "DISABLED" });
    const names = async (more: object) =>
      (await operations.ListSchedules?.(more, call))?.Schedules?.map(({ Name }) => Name);
    expect(await names({ GroupName: "steps", NamePrefix: "a" })).toEqual(["a1", "a2"]);
    expect(await names({ State: "DISABLED" })).toEqual(["a3"]);
    const first = await operations.ListSchedules?.({ MaxResults: 3 }, call);
    expect(first?.Schedules).toHaveLength(3);
    expect(await names({ MaxResults: 3, NextToken: first?.NextToken })).toEqual(["a3"]);
  });

  test("a group goes with its schedules", async () => {
    const { region, operations, create, bodies } = aScheduler();
    operations.CreateScheduleGroup?.({ Name: "mine" }, call);
    create({ GroupName: "mine" });
    operations.DeleteScheduleGroup?.({ Name: "mine" }, call);
    region.pass(hour);
    expect(bodies("mailbox")).toEqual([]);
    const groups = (await operations.ListScheduleGroups?.({}, call))?.ScheduleGroups;
    expect(groups?.map(({ Name }) => Name)).toEqual(["default", "steps"]);
    expect(() => operations.DeleteScheduleGroup?.({ Name: "default" }, call)).toThrow("Cannot delete the default");
    expect(() => operations.GetScheduleGroup?.({ Name: "mine" }, call)).toThrow("does not exist");
  });
});
