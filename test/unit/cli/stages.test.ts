import { announce } from "@ami-refresh/cli/account/announce.ts";
import { deployedStages } from "@ami-refresh/cli/account/deployedStages.ts";
import type { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { expect, test } from "vitest";
import { anAwsClient } from "../../support/awsClient.ts";

const rule = (Name: string, pattern: object, State = "ENABLED") => ({
  Name,
  EventPattern: JSON.stringify(pattern),
  State,
});
const published = { source: ["ami-refresh"], "detail-type": ["Image Published"] };

test("the stages that take publications are told by their rules' names", async () => {
  const client = anAwsClient<EventBridgeClient>({
    ListRules: () => ({
      Rules: [
        rule("ami-refresh-production-defaultSubscriberImagePublishedRule-bdvfbzta", published),
        rule("ami-refresh-dev-ana-defaultSubscriberImagePublishedRule-cxhezwtz", {
          ...published,
          detail: { $or: [{ Stage: ["dev-ana"] }] },
        }),
        rule("ami-refresh-dev-ana-defaultSubscriberAmiStateRule-aaaaaaaa", { source: ["aws.ec2"] }),
        rule("ami-refresh-old-defaultSubscriberImagePublishedRule-aaaaaaaa", published, "DISABLED"),
        { Name: "ami-refresh-scheduled" },
      ],
    }),
  });
  expect(await deployedStages(client)).toEqual([
    { stage: "production", every: true },
    { stage: "dev-ana", every: false },
  ]);
});

test("an announcement is one event of our own source", async () => {
  const client = anAwsClient<EventBridgeClient>({
    PutEvents: () => ({ FailedEntryCount: 0, Entries: [{ EventId: "e-1" }] }),
  });
  expect(await announce(client, { image: "ami-1", stage: "dev" })).toBe("e-1");
  expect(client.calls[0]?.input).toEqual({
    Entries: [{ Source: "ami-refresh", DetailType: "Image Published", Detail: '{"ImageId":"ami-1","Stage":"dev"}' }],
  });
});

test("an announcement that EventBridge answers with 200 and does not take has failed", async () => {
  const client = anAwsClient<EventBridgeClient>({
    PutEvents: () => ({
      FailedEntryCount: 1,
      Entries: [{ ErrorCode: "InternalFailure", ErrorMessage: "try again" }],
    }),
  });
  await expect(announce(client, { image: "ami-1" })).rejects.toMatchObject({
    name: "Unanswered",
    action: "events:PutEvents",
    message: "try again (InternalFailure)",
  });
});
