import { describe, expect, test } from "vitest";
import { thumbnailsFleet } from "../support/fleets.ts";
import { aRegion } from "../support/region.ts";

describe("given messages in a mailbox that cannot be understood, when they come with one that can", () => {
  test("then each ends in the dead-letter queue with its reason in the log, and the other is acted on at once", async () => {
    const region = await aRegion({ fleet: thumbnailsFleet() });
    const bad = [
      { body: "not JSON at all", reason: /SyntaxError: .*not JSON at all/ },
      { body: '{"kind":"explode"}', reason: /Malformed: this is no mailbox message: .*kind/ },
      {
        body: '{"kind":"look-again","service":"checkout","family":"al2023-base-arm"}',
        reason: /the message is for checkout, but this is the mailbox of thumbnails/,
      },
      {
        body: '{"kind":"look-again","service":"thumbnails","family":"windows"}',
        reason: /the message is about windows, but thumbnails follows al2023-base-arm/,
      },
      { body: "null", reason: /Malformed: this is no mailbox message/ },
    ];
    for (const { body } of bad) region.sendTo("thumbnails", body);
    const image = region.register("base-al2023-arm64-2026.11.23", { architecture: "arm64" });
    await region.settle();

    expect(region.rollout("thumbnails", image)).toMatchObject({
      status: "succeeded",
      steps: [{ startedAt: "2026-11-23T09:00:00Z" }, {}, {}],
    });
    expect(Object.values(region.summary().deadLetters)).toEqual([bad.length]);
    expect(region.messagesIn("DlqThumbnails").toSorted()).toEqual(bad.map(({ body }) => body).toSorted());
    const log = region.log.entries().map(({ message }) => message);
    for (const { reason } of bad) expect(log).toContainEqual(expect.stringMatching(reason));
  });

  test("then the events of refreshes and the notifications of others are not held up", async () => {
    const region = await aRegion({ fleet: thumbnailsFleet() });
    const notifications = region.wiring.queues.find(({ name }) => /-NotificationsQueue/.test(name))?.arn ?? "";
    region.services.sqs.send(notifications, {
      body: '{"source":"ami-refresh","detail-type":"step.exploded","detail":{}}',
    });
    region.services.sqs.send(notifications, { body: '{"source":"somebody else"}' });
    region.register("base-al2023-arm64-2026.11.23", { architecture: "arm64" });
    await region.settle();
    expect(region.told("slack")).toContain("rollout.completed thumbnails");
    expect(region.messagesIn("NotificationsDlq")).toHaveLength(2);
    expect(region.log.entries().map(({ message }) => message)).toContainEqual(
      expect.stringContaining('unknown detail-type "step.exploded"'),
    );
  });
});

describe("given an event that matches a rule and is malformed, when it comes", () => {
  test.each([
    {
      what: "an AMI that became available without an id",
      event: { source: "aws.ec2", "detail-type": "EC2 AMI State Change", detail: { State: "available" } },
      queue: "PublishDlq",
      reason: /this is no announcement of an image: .*ImageId/,
    },
    {
      what: "an image whose id is none",
      event: { source: "ami-refresh", "detail-type": "Image Published", detail: { ImageId: "ami-latest; rm -rf /" } },
      queue: "PublishDlq",
      reason: /this is no announcement of an image: .*ImageId/,
    },
    {
      what: "an instance refresh of no group",
      event: {
        source: "aws.autoscaling",
        "detail-type": "EC2 Auto Scaling Instance Refresh Succeeded",
        detail: { InstanceRefreshId: "r-1" },
      },
      queue: "ObserveDlq",
      reason: /this is no event of an instance refresh: .*AutoScalingGroupName/,
    },
  ])("then $what is tried three times and ends in $queue with the reason", async ({ event, queue, reason }) => {
    const region = await aRegion({ fleet: thumbnailsFleet() });
    region.services.events.put(event);
    await region.settle();
    const [letter, ...others] = region.messagesIn(queue).map((body) => JSON.parse(body));
    expect(others).toEqual([]);
    expect(letter.requestContext).toMatchObject({ condition: "RetriesExhausted", approximateInvokeCount: 3 });
    expect(letter.requestPayload).toMatchObject(event);
    expect(letter.responsePayload.errorMessage).toMatch(reason);
    expect(region.summary().endedAt).toBe("2026-11-23T09:03:00.000Z");
    expect(region.summary().rollouts).toEqual([]);
  });
});

test("given an event that no rule of ours wants, when it comes, then it is counted as ignored", async () => {
  const region = await aRegion({ fleet: thumbnailsFleet() });
  region.services.events.put({ source: "aws.s3", "detail-type": "Object Created", detail: { bucket: "b" } });
  await region.settle();
  expect(region.summary().ignored.map(({ reason }) => reason)).toEqual([
    'no rule takes Object Created of aws.s3 with {"bucket":"b"}',
  ]);
});
