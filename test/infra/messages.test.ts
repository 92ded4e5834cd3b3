import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { claimLasts } from "@ami-refresh/core/app/claimLasts.ts";
import { beforeAll, describe, expect, test } from "vitest";
import type { QueueWiring, Wiring } from "../../packages/local/src/graph/wiring.ts";
import type { JsonObject } from "../../packages/local/src/matching/json.ts";
import { matches } from "../../packages/local/src/matching/pattern.ts";
import {
  functionFor,
  invokedAsynchronously,
  queueWith,
  refreshFunctions,
  sendersTo,
  sourceOf,
  wiringOfStage,
} from "./graphs.ts";

const days = 24 * 60 * 60;

describe.each(["production", "dev-ana"])("in the stage %s", (stage) => {
  let wiring: Wiring;
  beforeAll(async () => {
    wiring = await wiringOfStage(stage);
  }, 600_000);

  /** Names of the functions and queues that an event on the bus ends in. */
  const receivers = (bus: string, event: JsonObject) =>
    wiring.rules
      .filter((rule) => rule.bus === bus && rule.enabled && matches(rule.pattern as JsonObject, event))
      .flatMap((rule) => rule.targets.map((target) => target.arn));

  describe("events on the default bus", () => {
    test.each(events())("$file reaches $receiver", ({ event, receiver }) => {
      // What comes back of a stage's mails concerns that stage, and a sandbox sends none.
      const isNobody = receiver === "nobody" || (receiver === "mailFeedback" && stage !== "production");
      const expected = isNobody ? [] : [functionFor(wiring, receiver).arn];
      expect(receivers("default", event)).toEqual(expected);
    });

    test("a publication for one stage reaches no other", () => {
      const publication = (detail: JsonObject) =>
        receivers("default", {
          source: "ami-refresh",
          "detail-type": "Image Published",
          detail: { ImageId: "ami-1", ...detail },
        });
      const publish = functionFor(wiring, "publish").arn;
      expect(publication({})).toEqual([publish]);
      expect(publication({ Stage: stage })).toEqual([publish]);
      expect(publication({ Stage: "dev-bob" })).toEqual([]);
    });

    test("another service's events reach nobody", () => {
      expect(receivers("default", { source: "aws.s3", "detail-type": "Object Created", detail: {} })).toEqual([]);
    });
  });

  test("the domain's events, and no others, reach the queue of notifications", () => {
    const [bus] = wiring.buses;
    if (!bus) throw new Error("there is no bus");
    const queue = sourceOf(wiring, functionFor(wiring, "notify"));
    const event = { "detail-type": "step.started", detail: {} };
    expect(receivers(bus.name, { ...event, source: "ami-refresh" })).toEqual([queue.arn]);
    expect(receivers(bus.name, { ...event, source: "somebody.else" })).toEqual([]);
  });

  describe("a service's mailbox", () => {
    test.each([
      { service: "checkout", routes: ["family:al2023-base", "service:checkout", "all"] },
      { service: "search", routes: ["family:al2023-base", "service:search", "all"] },
      { service: "thumbnails", routes: ["family:al2023-base-arm", "service:thumbnails", "all"] },
      { service: "ledger", routes: ["family:al2023-base", "service:ledger", "all"] },
    ])("of $service receives what is routed to it or to its families, as it was sent", ({ service, routes }) => {
      const mailbox = sourceOf(wiring, functionFor(wiring, "refresh", service));
      const subscriptions = wiring.subscriptions.filter(({ endpoint }) => endpoint === mailbox.arn);
      expect(subscriptions).toEqual([
        {
          topicArn: wiring.topics[0]?.arn,
          protocol: "sqs",
          endpoint: mailbox.arn,
          raw: true,
          filter: { scope: "MessageAttributes", policy: { route: routes } },
          deadLetterArn: mailbox.redrive?.deadLetterArn,
        },
      ]);
    });

    test("is the one that its function names to EventBridge Scheduler", () => {
      for (const fn of refreshFunctions(wiring)) {
        const mailbox = sourceOf(wiring, fn);
        expect(fn.environment).toMatchObject({
          MAILBOX_ARN: mailbox.arn,
          SCHEDULE_DLQ_ARN: mailbox.redrive?.deadLetterArn,
          SCHEDULE_GROUP: wiring.scheduleGroups.find(({ name }) => !name.endsWith("-Digests"))?.name,
        });
      }
    });
  });

  test("a digest is put by EventBridge Scheduler into the queue of its kind of channel", () => {
    const { group, queues } = JSON.parse(functionFor(wiring, "notify").environment.DIGEST_TARGETS ?? "{}");
    expect(wiring.scheduleGroups.map(({ name }) => name)).toContain(group);
    const expected = ["slack", "email"].map((kind) => {
      const { arn, redrive } = sourceOf(wiring, functionFor(wiring, "deliver", kind));
      return [kind, { arn, deadLetterArn: redrive?.deadLetterArn }];
    });
    expect(queues).toEqual(Object.fromEntries(expected));
  });

  describe("nothing is dropped", () => {
    test("every rule's target has a dead-letter queue, which lets that rule in", () => {
      const targets = wiring.rules.flatMap((rule) => rule.targets.map((target) => ({ rule, target })));
      expect(targets).toHaveLength(stage === "production" ? 7 : 6);
      for (const { rule, target } of targets) {
        const deadLetters = queueWith(wiring, target.deadLetterArn ?? `none for ${rule.name}`);
        expect(admitted(deadLetters, "events.amazonaws.com")).toContain(rule.arn);
      }
    });

    test("every function behind a rule may be invoked by that rule and by nobody else", () => {
      const behindRules = wiring.functions.filter((fn) => targetRules(wiring, fn.arn).length > 0);
      expect(behindRules).toHaveLength(stage === "production" ? 3 : 2);
      for (const fn of behindRules) {
        expect(fn.invokers).toEqual(
          targetRules(wiring, fn.arn).map((sourceArn) => ({ principal: "events.amazonaws.com", sourceArn })),
        );
      }
    });

    test("what a function fails on for good goes to a dead-letter queue", () => {
      expect(invokedAsynchronously(wiring)).toHaveLength(stage === "production" ? 4 : 3);
      for (const fn of invokedAsynchronously(wiring)) {
        expect(
          isDeadLetterQueue(wiring, queueWith(wiring, fn.asynchronous.onFailureArn ?? `none for ${fn.name}`)),
        ).toBe(true);
      }
    });

    test("every queue is a dead-letter queue or has one", () => {
      for (const queue of wiring.queues) {
        if (isDeadLetterQueue(wiring, queue)) expect(queue.redrive).toBeUndefined();
        else
          expect(queueWith(wiring, queue.redrive?.deadLetterArn ?? `none for ${queue.name}`).redrive).toBeUndefined();
      }
    });

    test("dead-letter queues keep their messages for 14 days, longer than the queues before them", () => {
      for (const queue of wiring.queues) {
        if (isDeadLetterQueue(wiring, queue)) expect(queue.retentionSeconds).toBe(14 * days);
        else expect(queue.retentionSeconds).toBeLessThan(14 * days);
      }
    });

    test("every subscription, the operators' too, has a dead-letter queue, which lets the topic in", () => {
      expect(wiring.subscriptions.length).toBeGreaterThanOrEqual(refreshFunctions(wiring).length);
      for (const { endpoint, topicArn, deadLetterArn } of wiring.subscriptions) {
        const deadLetters = queueWith(wiring, deadLetterArn ?? `none for ${endpoint}`);
        expect(admitted(deadLetters, "sns.amazonaws.com")).toEqual([topicArn]);
      }
    });

    test("every schedule's message has a dead-letter queue, which its role may send to", () => {
      for (const fn of refreshFunctions(wiring)) {
        const role = wiring.roles.find(({ arn }) => arn === fn.environment.SCHEDULE_ROLE_ARN);
        const deadLetters = queueWith(wiring, fn.environment.SCHEDULE_DLQ_ARN ?? `none for ${fn.name}`);
        expect(isDeadLetterQueue(wiring, deadLetters)).toBe(true);
        expect(role?.statements.flatMap(({ resources }) => resources)).toContain(deadLetters.arn);
      }
    });

    test("a schedule of the stacks invokes one function, and has a dead-letter queue, by its own role", () => {
      expect(wiring.schedules).toHaveLength(1);
      for (const { target, group, expression } of wiring.schedules) {
        expect(target.arn).toBe(functionFor(wiring, "reconcile").arn);
        expect(expression).toBe("rate(15 minutes)");
        expect(wiring.scheduleGroups.map(({ name }) => name)).toContain(group);
        const role = wiring.roles.find(({ arn }) => arn === target.roleArn);
        const deadLetters = queueWith(wiring, target.deadLetterArn ?? "none");
        expect(isDeadLetterQueue(wiring, deadLetters)).toBe(true);
        expect(role?.statements.map(({ actions, resources }) => ({ actions, resources }))).toEqual([
          { actions: ["sqs:SendMessage"], resources: [deadLetters.arn] },
          { actions: ["lambda:InvokeFunction"], resources: [target.arn] },
        ]);
      }
    });

    test("a queue lets in exactly the topic, or the rules, or by their own policies the functions, that feed it", () => {
      for (const source of wiring.eventSources) {
        const queue = queueWith(wiring, source.queueArn);
        const topics = wiring.subscriptions.filter(({ endpoint }) => endpoint === queue.arn);
        expect(admitted(queue, "sns.amazonaws.com")).toEqual(topics.map(({ topicArn }) => topicArn));
        expect(admitted(queue, "events.amazonaws.com")).toEqual(targetRules(wiring, queue.arn));
        const functions = sendersTo(wiring, queue.arn).length > 0 ? 1 : 0;
        expect(topics.length + targetRules(wiring, queue.arn).length + functions).toBe(1);
        expect(queue.policy).toHaveLength(1 - functions);
      }
    });

    test("batches fail message by message", () => {
      expect(wiring.eventSources).toHaveLength(8);
      for (const source of wiring.eventSources) expect(source.partialResponses).toBe(true);
    });

    test("a message stays invisible for six times its function's timeout", () => {
      for (const source of wiring.eventSources) {
        const fn = wiring.functions.find(({ arn }) => arn === source.functionArn);
        const queue = queueWith(wiring, source.queueArn);
        expect(queue.visibilityTimeoutSeconds).toBeGreaterThanOrEqual(6 * (fn?.timeoutSeconds ?? Number.NaN));
      }
    });

    test("what a function has claimed is its own while it runs, and free when its message comes back", () => {
      for (const [handler, kind] of [["deliver", "slack"], ["deliver", "email"], ["act"]] as const) {
        const fn = functionFor(wiring, handler, kind);
        expect(fn.timeoutSeconds).toBeLessThan(claimLasts.total("seconds"));
        expect(sourceOf(wiring, fn).visibilityTimeoutSeconds).toBeGreaterThan(claimLasts.total("seconds"));
      }
    });
  });
});

function events(): { file: string; event: JsonObject; receiver: string }[] {
  const directory = path.join(import.meta.dirname, "../fixtures/events");
  return readdirSync(directory).map((file) => ({
    file,
    event: JSON.parse(readFileSync(path.join(directory, file), "utf8")) as JsonObject,
    receiver: receiverOf(file),
  }));
}

function receiverOf(file: string): string {
  if (file.startsWith("autoscaling-instance-refresh.")) return "observe";
  if (file.startsWith("ses-email.")) return "mailFeedback";
  // What no longer can be rolled out is nobody's concern.
  const ignored = [
    "ec2-ami-state-change.deregistered",
    "ec2-ami-state-change.disabled",
    "imagebuilder-image-state-change.failed",
  ];
  return ignored.some((name) => file.startsWith(name)) ? "nobody" : "publish";
}

const targetRules = (wiring: Wiring, functionArn: string) =>
  wiring.rules.filter((rule) => rule.targets.some(({ arn }) => arn === functionArn)).map(({ arn }) => arn);

/** A queue that no function reads. */
const isDeadLetterQueue = (wiring: Wiring, queue: QueueWiring) =>
  !wiring.eventSources.some(({ queueArn }) => queueArn === queue.arn);

/** On whose behalf a service may send to the queue. */
const admitted = (queue: QueueWiring, service: string) =>
  queue.policy
    .filter(({ principals }) => principals?.Service?.includes(service))
    .flatMap(({ conditions }) => conditions.ArnLike?.["aws:SourceArn"] ?? []);
