import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { LogEntry } from "../../../packages/local/src/context.ts";
import type { RuleWiring, TargetWiring } from "../../../packages/local/src/graph/wiring.ts";
import { events } from "../../../packages/local/src/services/events/events.ts";
import { sqs } from "../../../packages/local/src/services/sqs/sqs.ts";
import { admitting, aFunction, aQueue, queueArn } from "../../support/wiring.ts";
import { aRegion, call } from "./ec2/region.ts";

const arn = (rest: string) => `arn:aws:events:eu-west-2:123456789012:${rest}`;
const domainBus = { name: "Domain", arn: arn("event-bus/Domain") };

const to = (targetArn: string, more: Partial<TargetWiring> = {}): TargetWiring => ({
  id: "target",
  arn: targetArn,
  retry: { maximumAttempts: 185, maximumAgeSeconds: 86_400 },
  ...more,
});
const aRule = (target: TargetWiring, more: Partial<RuleWiring> = {}): RuleWiring => ({
  name: "rule",
  arn: arn("rule/rule"),
  bus: "default",
  enabled: true,
  pattern: { source: ["aws.ec2"] },
  targets: [target],
  ...more,
});

function aBus(...rules: RuleWiring[]) {
  const logged: LogEntry[] = [];
  const region = { ...aRegion(), log: (entry: LogEntry) => void logged.push(entry) };
  const open = (name: string) => aQueue(name, { policy: [admitting(name, "events.amazonaws.com", arn("rule/*"))] });
  const queues = sqs(region, [open("inbox"), open("dead"), aQueue("closed")]);
  const invoked: [string, unknown][] = [];
  const published: string[] = [];
  const seen: string[] = [];
  const bus = events({
    context: region,
    wiring: { buses: [domainBus], rules },
    sqs: queues,
    sns: {
      publish: (topicArn, message) => {
        published.push(message);
        return topicArn.endsWith(":topic");
      },
    },
    functions: [
      aFunction("publish", { invokers: [{ principal: "events.amazonaws.com", sourceArn: arn("rule/rule") }] }),
      aFunction("private"),
    ],
    invoke: (name, payload) => invoked.push([name, JSON.parse(payload)]),
  });
  bus.onEvent((event, on, matched) => seen.push(`${event["detail-type"]} on ${on}: ${matched.join() || "-"}`));
  const taken = (name: string) => queues.receive(queueArn(name), 10);
  const bodies = (name: string): unknown[] => taken(name).map(({ body }) => JSON.parse(body));
  const put = (...Entries: object[]) => bus.operations.PutEvents?.({ Entries }, call);
  return {
    ...bus,
    put,
    fromFile: bus.put,
    taken,
    bodies,
    invoked,
    published,
    seen,
    logged,
    deadLetters: queues.deadLetters,
  };
}

const available = {
  source: "aws.ec2",
  detailType: "EC2 AMI State Change",
  resources: ["arn:aws:ec2:eu-west-2::image/ami-1"],
  detail: { State: "available", ImageId: "ami-1" },
};
const stepStarted = { Source: "ami-refresh", DetailType: "step.started", Detail: '{"service":"checkout"}' };

describe("an event of a service", () => {
  test("reaches the targets of every rule that it matches, as AWS tells it", () => {
    const { emit, bodies, seen } = aBus(
      aRule(to(queueArn("inbox"))),
      aRule(to(queueArn("inbox")), { name: "other", pattern: { source: ["aws.ssm"] } }),
    );
    emit(available);
    expect(bodies("inbox")).toEqual([
      {
        version: "0",
        id: expect.stringMatching(/^[\da-f-]{36}$/),
        "detail-type": "EC2 AMI State Change",
        source: "aws.ec2",
        account: "123456789012",
        time: "2026-11-24T09:00:00Z",
        region: "eu-west-2",
        resources: available.resources,
        detail: available.detail,
      },
    ]);
    expect(seen).toEqual(["EC2 AMI State Change on default: rule"]);
  });

  test("passes a rule that is switched off, and the rules of other buses", () => {
    const { emit, bodies } = aBus(
      aRule(to(queueArn("inbox")), { enabled: false }),
      aRule(to(queueArn("inbox")), { name: "domain", bus: "Domain" }),
    );
    emit(available);
    expect(bodies("inbox")).toEqual([]);
  });

  test("invokes a function", () => {
    const { emit, invoked } = aBus(aRule(to(aFunction("publish").arn)));
    emit(available);
    expect(invoked).toMatchObject([["publish", { detail: available.detail }]]);
  });

  test("goes on to a topic, and to another bus", () => {
    const { emit, bodies, published, seen } = aBus(
      aRule(to("arn:aws:sns:eu-west-2:123456789012:topic")),
      aRule(to(domainBus.arn), { name: "on" }),
      aRule(to(queueArn("inbox")), { name: "domain", bus: "Domain" }),
    );
    emit(available);
    expect(published).toHaveLength(1);
    expect(bodies("inbox")).toMatchObject([{ source: "aws.ec2" }]);
    expect(seen).toEqual(["EC2 AMI State Change on default: rule,on", "EC2 AMI State Change on Domain: domain"]);
  });

  test("does not go in circles", () => {
    const { emit, seen } = aBus(
      aRule(to(domainBus.arn)),
      aRule(to(arn("event-bus/default")), { name: "back", bus: "Domain" }),
    );
    emit(available);
    expect(seen).toHaveLength(3);
  });
});

describe("a target is given", () => {
  const given = (more: Partial<TargetWiring>) => {
    const { emit, taken } = aBus(aRule(to(queueArn("inbox"), more)));
    emit(available);
    return taken("inbox").map(({ body }) => body);
  };

  test("a constant", () => {
    expect(given({ input: '{"hello":1}' })).toEqual(['{"hello":1}']);
  });

  test("a part of the event", () => {
    expect(given({ inputPath: "$.detail" })).toEqual([JSON.stringify(available.detail)]);
    expect(given({ inputPath: "$.resources[0]" })).toEqual(['"arn:aws:ec2:eu-west-2::image/ami-1"']);
  });

  test("what a template makes of it", () => {
    const paths = { state: "$.detail.State", type: "$.detail-type", detail: "$.detail", gone: "$.detail.gone" };
    const template =
      '{"s": <state>, "text": "<type> is <state>", "d": <detail>, "rule": <aws.events.rule-name>, "g": <gone>}';
    const [body = ""] = given({ inputTransformer: { paths, template } });
    expect(JSON.parse(body)).toEqual({
      s: "available",
      text: "EC2 AMI State Change is available",
      d: available.detail,
      rule: "rule",
      g: null,
    });
  });
});

describe("an event that cannot be handed over", () => {
  test.each([
    ["a queue that is gone", queueArn("nowhere"), "NO_RESOURCE"],
    ["a queue that does not admit the rule", queueArn("closed"), "NO_PERMISSIONS"],
    ["a function that is gone", aFunction("nobody").arn, "NO_RESOURCE"],
    ["a function that the rule may not invoke", aFunction("private").arn, "NO_PERMISSIONS"],
    ["a topic that is gone", "arn:aws:sns:eu-west-2:123456789012:gone", "NO_RESOURCE"],
    ["a bus that is gone", arn("event-bus/gone"), "NO_RESOURCE"],
    ["a target of another kind", "arn:aws:kinesis:eu-west-2:123456789012:stream/x", "NO_RESOURCE"],
  ])("goes to the target's dead-letter queue: %s", (_, targetArn, code) => {
    const { emit, taken, deadLetters } = aBus(aRule(to(targetArn, { deadLetterArn: queueArn("dead") })));
    emit(available);
    const [dead] = taken("dead");
    expect(JSON.parse(dead?.body ?? "")).toMatchObject({ source: "aws.ec2", detail: available.detail });
    expect(dead?.attributes).toMatchObject({
      RULE_ARN: { StringValue: arn("rule/rule") },
      TARGET_ARN: { StringValue: targetArn },
      ERROR_CODE: { StringValue: code },
      ERROR_MESSAGE: { StringValue: expect.any(String) },
    });
    expect(deadLetters()).toEqual({ dead: 1 });
  });

  test("is lost without one, and that is told", () => {
    const { emit, logged } = aBus(aRule(to(queueArn("nowhere"))));
    emit(available);
    expect(logged).toMatchObject([{ level: "error", message: expect.stringContaining("is lost") }]);
  });
});

describe("putting events", () => {
  const ours = { name: "domain", bus: "Domain", pattern: { source: ["ami-refresh"] } };

  test("on a bus, by its name or ARN", async () => {
    const { put, bodies } = aBus(aRule(to(queueArn("inbox")), ours));
    const answer = await put(
      { ...stepStarted, EventBusName: "Domain" },
      { ...stepStarted, EventBusName: domainBus.arn, Time: new Date("2026-11-20T10:00:00.500Z") },
      stepStarted,
    );
    expect(answer).toMatchObject({ FailedEntryCount: 0 });
    expect(bodies("inbox")).toMatchObject([
      { id: answer?.Entries?.[0]?.EventId, time: "2026-11-24T09:00:00Z", detail: { service: "checkout" } },
      { id: answer?.Entries?.[1]?.EventId, time: "2026-11-20T10:00:00Z" },
    ]);
  });

  test("each bad entry is told what is wrong with it, and spoils no other", async () => {
    const { put, bodies } = aBus(aRule(to(queueArn("inbox")), ours));
    const answer = await put(
      { ...stepStarted, EventBusName: "Domain", Source: "aws.ec2" },
      { ...stepStarted, EventBusName: "Domain", Detail: "{" },
      { ...stepStarted, EventBusName: "Domain", Detail: "[]" },
      { ...stepStarted, EventBusName: "Domain", DetailType: undefined },
      { ...stepStarted, EventBusName: "Gone" },
      { ...stepStarted, EventBusName: "Domain" },
    );
    expect(answer?.FailedEntryCount).toBe(5);
    expect(answer?.Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      "NotAuthorizedForSourceException",
      "MalformedDetail",
      "MalformedDetail",
      "InvalidArgument",
      "InvalidArgument",
      undefined,
    ]);
    expect(bodies("inbox")).toHaveLength(1);
  });

  test("more than ten entries, or more than 1 MB, are refused", () => {
    const { put } = aBus();
    expect(() => put(...Array(11).fill(stepStarted))).toThrow("less than or equal to 10");
    expect(() => put({ ...stepStarted, Detail: JSON.stringify({ text: "x".repeat(1_048_576) }) })).toThrow(
      "over the limit",
    );
  });
});

describe("an event from a file", () => {
  test("keeps its id and time, whoever it says it is of", () => {
    const { fromFile, bodies } = aBus(aRule(to(queueArn("inbox"))));
    const file = new URL("../../fixtures/events/ec2-ami-state-change.available.json", import.meta.url);
    const event: unknown = JSON.parse(readFileSync(file, "utf8"));
    fromFile(event);
    expect(bodies("inbox")).toEqual([event]);
  });

  test("gets what it lacks", () => {
    const { fromFile, bodies } = aBus(aRule(to(queueArn("inbox"))));
    const { id } = fromFile({ source: "aws.ec2", "detail-type": "x", detail: {} });
    expect(bodies("inbox")).toMatchObject([
      { id, account: "123456789012", time: "2026-11-24T09:00:00Z", resources: [] },
    ]);
  });

  test.each([
    ["it is no JSON object", []],
    ["`source`", { "detail-type": "x", detail: {} }],
    ["`detail-type`", { source: "x", detail: {} }],
    ["`detail`", { source: "x", "detail-type": "x", detail: "text" }],
    ["`resources`", { source: "x", "detail-type": "x", detail: {}, resources: [1] }],
  ])("that is none is refused: %s", (why, event) => {
    const { fromFile } = aBus();
    expect(() => fromFile(event)).toThrow(`not an EventBridge event: ${why}`);
  });
});

describe("rules", () => {
  test("can be made, switched and deleted", async () => {
    const { operations, emit, bodies } = aBus();
    const made = await operations.PutRule?.({ Name: "mine", EventPattern: '{"source":["aws.ec2"]}' }, call);
    expect(made).toEqual({ RuleArn: arn("rule/mine") });
    operations.PutTargets?.({ Rule: "mine", Targets: [{ Id: "1", Arn: queueArn("inbox"), Input: "1" }] }, call);
    emit(available);
    operations.DisableRule?.({ Name: "mine" }, call);
    emit(available);
    operations.EnableRule?.({ Name: "mine" }, call);
    emit(available);
    expect(bodies("inbox")).toEqual([1, 1]);
    expect(() => operations.DeleteRule?.({ Name: "mine" }, call)).toThrow("since it has targets");
    operations.RemoveTargets?.({ Rule: "mine", Ids: ["1"] }, call);
    operations.DeleteRule?.({ Name: "mine" }, call);
    expect(await operations.ListRules?.({}, call)).toEqual({ Rules: [] });
    expect(() => operations.DescribeRule?.({ Name: "mine" }, call)).toThrow("does not exist on EventBus default");
  });

  test("of a bus are told with their targets", async () => {
    const target = to(queueArn("inbox"), { deadLetterArn: queueArn("dead"), inputPath: "$.detail" });
    const { operations } = aBus(aRule(target, { bus: "Domain", arn: arn("rule/Domain/rule") }));
    expect(await operations.DescribeRule?.({ Name: "rule", EventBusName: "Domain" }, call)).toMatchObject({
      Arn: arn("rule/Domain/rule"),
      State: "ENABLED",
      EventPattern: '{"source":["aws.ec2"]}',
    });
    expect(await operations.ListTargetsByRule?.({ Rule: "rule", EventBusName: "Domain" }, call)).toMatchObject({
      Targets: [{ Arn: queueArn("inbox"), InputPath: "$.detail", DeadLetterConfig: { Arn: queueArn("dead") } }],
    });
    expect(await operations.ListEventBuses?.({}, call)).toMatchObject({
      EventBuses: [{ Name: "default" }, { Name: "Domain", Arn: domainBus.arn }],
    });
  });

  test("a pattern that is none is refused", () => {
    const { operations } = aBus();
    for (const EventPattern of ["{", "{}", '{"source":"aws.ec2"}', '{"source":[{"like":"x"}]}']) {
      expect(() => operations.PutRule?.({ Name: "mine", EventPattern }, call)).toThrow(
        expect.objectContaining({ code: "InvalidEventPatternException" }),
      );
    }
  });

  test("a pattern can be tried", async () => {
    const { operations } = aBus();
    const Event = JSON.stringify({ ...available, "detail-type": "x", id: "1", account: "1", time: "x", region: "x" });
    const tried = (EventPattern: string) => operations.TestEventPattern?.({ EventPattern, Event }, call);
    expect(await tried('{"source":["aws.ec2"]}')).toEqual({ Result: true });
    expect(await tried('{"source":["aws.ssm"]}')).toEqual({ Result: false });
  });
});
