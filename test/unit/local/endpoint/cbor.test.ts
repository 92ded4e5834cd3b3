import * as sqs from "@aws-sdk/client-sqs";
import { SmithyRpcV2CborProtocol } from "@smithy/core/cbor";
import { expect, test } from "vitest";
import { recording, serving } from "./serving.ts";

test("RPC v2 with CBOR: inputs arrive, outputs and exceptions return", async () => {
  const { service, given } = recording(sqs, {
    SendMessage: () => ({ MessageId: "1" }),
    GetQueueUrl: () => {
      throw new sqs.QueueDoesNotExist({ message: "There is no such queue.", $metadata: {} });
    },
    DeleteMessage: () => ({}),
  });
  const { client } = await serving({ services: [service] });
  const queue = new sqs.SQS({ ...client, md5: false, protocol: SmithyRpcV2CborProtocol });
  const input = {
    QueueUrl: `${client.endpoint}/123456789012/mailbox`,
    MessageBody: "grüße",
    DelaySeconds: 30,
    MessageAttributes: { blob: { DataType: "Binary", BinaryValue: Buffer.from([1, 2, 254]) } },
  };

  expect(await queue.sendMessage(input)).toMatchObject({ MessageId: "1" });
  await queue.deleteMessage({ QueueUrl: input.QueueUrl, ReceiptHandle: "handle" });
  const refused = queue.getQueueUrl({ QueueName: "a" });
  await expect(refused).rejects.toBeInstanceOf(sqs.QueueDoesNotExist);
  await expect(refused).rejects.toMatchObject({ message: "There is no such queue." });

  expect(given[0]?.input).toEqual(input);
});
