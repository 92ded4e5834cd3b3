import { AwsError } from "@ami-refresh/local/endpoint/operations.ts";
import * as events from "@aws-sdk/client-eventbridge";
import * as sqs from "@aws-sdk/client-sqs";
import * as ssm from "@aws-sdk/client-ssm";
import { expect, test } from "vitest";
import { recording, serving, signed } from "./serving.ts";

test("strings, numbers, maps and bytes arrive and return", async () => {
  const message = {
    MessageId: "1",
    ReceiptHandle: "handle",
    Body: "grüße & <more>",
    Attributes: { SentTimestamp: "1764000000000" },
    MessageAttributes: { blob: { DataType: "Binary", BinaryValue: new Uint8Array([0, 255]) } },
  };
  const { service, given } = recording(sqs, {
    ReceiveMessage: () => ({ Messages: [message] }),
    SendMessage: () => ({}),
  });
  const { client } = await serving({ services: [service] });
  const queue = new sqs.SQS({ ...client, md5: false });
  const input = {
    QueueUrl: `${client.endpoint}/123456789012/mailbox`,
    MessageBody: "grüße",
    DelaySeconds: 30,
    MessageAttributes: {
      route: { DataType: "String", StringValue: "service:checkout" },
      blob: { DataType: "Binary", BinaryValue: new Uint8Array([1, 2, 254]) },
    },
  };

  await queue.sendMessage(input);
  const received = await queue.receiveMessage({ QueueUrl: input.QueueUrl, MaxNumberOfMessages: 10 });

  expect(given.map(({ input }) => input)).toEqual([input, { QueueUrl: input.QueueUrl, MaxNumberOfMessages: 10 }]);
  expect(received.Messages).toEqual([message]);
});

test("lists of structures and times arrive", async () => {
  const { service, given } = recording(events, {
    PutEvents: () => ({ FailedEntryCount: 0, Entries: [{ EventId: "a" }, { ErrorCode: "MalformedDetail" }] }),
  });
  const { client } = await serving({ services: [service] });
  const Entries = [
    { Source: "ami-refresh", DetailType: "step.started", Detail: "{}", Time: new Date("2026-11-24T12:00:00.500Z") },
    { Source: "ami-refresh", DetailType: "step.failed", Detail: "{}", Resources: ["arn:a", "arn:b"] },
  ];

  const answer = await new events.EventBridge(client).putEvents({ Entries });

  expect(given[0]?.input).toEqual({ Entries });
  expect(answer).toMatchObject({ FailedEntryCount: 0, Entries: [{ EventId: "a" }, { ErrorCode: "MalformedDetail" }] });
});

test("an operation is told who calls it, and where", async () => {
  const { service, given } = recording(ssm, { PutParameter: () => ({ Version: 1 }) });
  const { client, calls } = await serving({ services: [service] });

  await new ssm.SSM({ ...client, region: "eu-north-1" }).putParameter({ Name: "/a", Value: "b" });

  expect(given[0]?.context).toMatchObject({ accessKeyId: "test", region: "eu-north-1", base: client.endpoint });
  expect(calls).toEqual([{ service: "ssm", operation: "PutParameter", accessKeyId: "test" }]);
});

test("an exception of the SDK arrives as itself, and by the code that it had in the Query protocol", async () => {
  const { service } = recording(sqs, {
    GetQueueUrl: () => {
      throw new sqs.QueueDoesNotExist({ message: "There is no such queue.", $metadata: {} });
    },
  });
  const { client, url, calls } = await serving({ services: [service] });

  const refused = new sqs.SQS(client).getQueueUrl({ QueueName: "a" });
  await expect(refused).rejects.toBeInstanceOf(sqs.QueueDoesNotExist);
  await expect(refused).rejects.toMatchObject({
    message: "There is no such queue.",
    $metadata: { httpStatusCode: 400 },
  });
  expect(calls[0]).toMatchObject({ operation: "GetQueueUrl", error: "QueueDoesNotExist" });

  const asCliDoes = await fetch(url, {
    method: "POST",
    headers: {
      ...signed("sqs"),
      "x-amz-target": "AmazonSQS.GetQueueUrl",
      "content-type": "application/x-amz-json-1.0",
    },
    body: '{"QueueName":"a"}',
  });
  expect(asCliDoes.headers.get("x-amzn-query-error")).toBe("AWS.SimpleQueueService.NonExistentQueue;Sender");
});

test("an error by its code becomes the service's own exception, with the status that belongs to it", async () => {
  const { service } = recording(ssm, {
    GetParameter: () => {
      throw new AwsError("ParameterNotFound", "Parameter /a not found.");
    },
    PutParameter: () => {
      throw new AwsError("AccessDeniedException", "Not yours.", 403);
    },
  });
  const { client } = await serving({ services: [service] });
  const parameters = new ssm.SSM(client);

  await expect(parameters.getParameter({ Name: "/a" })).rejects.toBeInstanceOf(ssm.ParameterNotFound);
  await expect(parameters.putParameter({ Name: "/a", Value: "b" })).rejects.toMatchObject({
    name: "AccessDeniedException",
    message: "Not yours.",
    $metadata: { httpStatusCode: 403 },
  });
});
