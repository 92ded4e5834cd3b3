import { AwsError } from "@ami-refresh/local/endpoint/operations.ts";
import * as autoscaling from "@aws-sdk/client-auto-scaling";
import * as sns from "@aws-sdk/client-sns";
import * as sqs from "@aws-sdk/client-sqs";
import * as sts from "@aws-sdk/client-sts";
import { expect, test } from "vitest";
import { recording, serving, signed } from "./serving.ts";

test("nested structures, lists, booleans and numbers arrive", async () => {
  const { service, given } = recording(autoscaling, { StartInstanceRefresh: () => ({ InstanceRefreshId: "r-1" }) });
  const { client } = await serving({ services: [service] });
  const input = {
    AutoScalingGroupName: "ledger & sons",
    DesiredConfiguration: {
      MixedInstancesPolicy: {
        LaunchTemplate: {
          LaunchTemplateSpecification: { LaunchTemplateId: "lt-1", Version: "2" },
          Overrides: [{ InstanceType: "m7i.large" }, { InstanceType: "m7a.large", WeightedCapacity: "2" }],
        },
      },
    },
    Preferences: {
      MinHealthyPercentage: 100,
      CheckpointPercentages: [20, 100],
      SkipMatching: true,
      AutoRollback: false,
      AlarmSpecification: { Alarms: [] },
    },
  };

  const answer = await new autoscaling.AutoScaling(client).startInstanceRefresh(input);

  expect(given[0]?.input).toEqual(input);
  expect(answer.InstanceRefreshId).toBe("r-1");
});

test("more than nine list members arrive in their order", async () => {
  const { service, given } = recording(autoscaling, { DescribeAutoScalingGroups: () => ({ AutoScalingGroups: [] }) });
  const { client } = await serving({ services: [service] });
  const AutoScalingGroupNames = Array.from({ length: 12 }, (_, index) => `group-${index}`);

  const answer = await new autoscaling.AutoScaling(client).describeAutoScalingGroups({ AutoScalingGroupNames });

  expect(given[0]?.input).toEqual({ AutoScalingGroupNames });
  expect(answer.AutoScalingGroups).toEqual([]);
});

test("structures with times and lists return", async () => {
  const group = {
    AutoScalingGroupName: "ledger <prod>",
    MinSize: 0,
    MaxSize: 4,
    DesiredCapacity: 2,
    DefaultCooldown: 300,
    HealthCheckType: "EC2",
    AvailabilityZones: ["eu-west-2a", "eu-west-2b"],
    CreatedTime: new Date("2026-11-24T12:00:00.250Z"),
    NewInstancesProtectedFromScaleIn: false,
    Tags: [{ Key: "Service", Value: "ledger", PropagateAtLaunch: true }],
  };
  const { service } = recording(autoscaling, {
    DescribeAutoScalingGroups: () => ({ AutoScalingGroups: [group], NextToken: "next" }),
  });
  const { client } = await serving({ services: [service] });

  const answer = await new autoscaling.AutoScaling(client).describeAutoScalingGroups({});

  expect(answer).toMatchObject({ AutoScalingGroups: [group], NextToken: "next" });
});

test("maps arrive and return", async () => {
  const { service, given } = recording(sns, {
    Publish: () => ({ MessageId: "m-1" }),
    GetTopicAttributes: () => ({ Attributes: { Owner: "123456789012", Policy: '{"a":"<b>"}' } }),
  });
  const { client } = await serving({ services: [service] });
  const topics = new sns.SNS(client);
  const input = {
    TopicArn: "arn:aws:sns:eu-west-2:123456789012:images",
    Message: "{}",
    MessageAttributes: {
      route: { DataType: "String", StringValue: "family:base" },
      bytes: { DataType: "Binary", BinaryValue: new Uint8Array([1, 254]) },
    },
  };

  await topics.publish(input);
  const { Attributes } = await topics.getTopicAttributes({ TopicArn: input.TopicArn });

  expect(given[0]?.input).toEqual(input);
  expect(Attributes).toEqual({ Owner: "123456789012", Policy: '{"a":"<b>"}' });
});

test("operations that say nothing and take nothing are answered", async () => {
  const { service } = recording(autoscaling, { DeleteAutoScalingGroup: () => ({}) });
  const identity = recording(sts, { GetCallerIdentity: () => ({ Account: "123456789012" }) });
  const { client } = await serving({ services: [service, identity.service] });

  await new autoscaling.AutoScaling(client).deleteAutoScalingGroup({ AutoScalingGroupName: "a" });
  expect(await new sts.STS(client).getCallerIdentity({})).toMatchObject({ Account: "123456789012" });
});

test("a presigned request is understood", async () => {
  const { service, given } = recording(sts, { GetCallerIdentity: () => ({ Account: "123456789012" }) });
  const { url } = await serving({ services: [service] });

  const answer = await fetch(
    `${url}/?Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Credential=test%2F20261124%2Feu-west-2%2Fsts%2Faws4_request`,
  );

  expect(await answer.text()).toContain("<Account>123456789012</Account>");
  expect(given[0]?.context.accessKeyId).toBe("test");
});

test("an old client of SQS, which speaks Query, is understood and told errors by their old codes", async () => {
  const { service, given } = recording(sqs, {
    SendMessage: () => {
      throw new sqs.QueueDoesNotExist({ message: "There is no <queue>.", $metadata: {} });
    },
  });
  const { url } = await serving({ services: [service] });

  const answer = await fetch(url, {
    method: "POST",
    headers: signed("sqs"),
    body: new URLSearchParams({
      Action: "SendMessage",
      Version: "2012-11-05",
      QueueUrl: "http://127.0.0.1/1/q",
      MessageBody: "hi",
      "MessageAttribute.1.Name": "route",
      "MessageAttribute.1.Value.DataType": "String",
      "MessageAttribute.1.Value.StringValue": "a",
    }),
  });

  expect(given[0]?.input).toEqual({
    QueueUrl: "http://127.0.0.1/1/q",
    MessageBody: "hi",
    MessageAttributes: { route: { DataType: "String", StringValue: "a" } },
  });
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain(
    "<Type>Sender</Type><Code>AWS.SimpleQueueService.NonExistentQueue</Code><Message>There is no &lt;queue&gt;.</Message>",
  );
});

test("an error arrives as the service's own exception, whichever of its names is thrown", async () => {
  const { service } = recording(autoscaling, {
    CancelInstanceRefresh: () => {
      throw new AwsError("ActiveInstanceRefreshNotFound", "No refresh is in progress.");
    },
    StartInstanceRefresh: () => {
      throw new autoscaling.InstanceRefreshInProgressFault({ message: "One is in progress.", $metadata: {} });
    },
    DescribeInstanceRefreshes: () => {
      throw new AwsError("ValidationError", "No such group.");
    },
  });
  const { client } = await serving({ services: [service] });
  const groups = new autoscaling.AutoScaling(client);
  const group = { AutoScalingGroupName: "a" };

  await expect(groups.cancelInstanceRefresh(group)).rejects.toBeInstanceOf(
    autoscaling.ActiveInstanceRefreshNotFoundFault,
  );
  await expect(groups.startInstanceRefresh(group)).rejects.toBeInstanceOf(autoscaling.InstanceRefreshInProgressFault);
  await expect(groups.describeInstanceRefreshes(group)).rejects.toMatchObject({
    name: "ValidationError",
    message: "No such group.",
    $metadata: { httpStatusCode: 400 },
  });
});
