import { programViews } from "@ami-refresh/local/region/programs.ts";
import { expect, test } from "vitest";

const topic = "arn:aws:sns:eu-west-2:123456789012:changes";
const at = (time: string) => Date.parse(`2026-11-24T${time}:00Z`);

const published = {
  id: "m-1",
  topicArn: topic,
  message: "anything",
  attributes: {
    event: { DataType: "String", StringValue: "step.started" },
    raw: { DataType: "Binary", BinaryValue: new Uint8Array([1, 2, 3]) },
  },
  publishedAt: at("10:05"),
};
const posted = {
  url: "https://hooks.example.com/ami-refresh",
  at: at("10:01"),
  headers: { host: "127.0.0.1:4566", connection: "close", "webhook-id": "msg_1" },
  body: '{"subject":"Started"}',
  status: 500,
};

test("topics and webhooks are shown in the order of time, each attempt of a webhook with its answer and what its receiver would see", () => {
  const again = { ...posted, at: at("10:06"), status: 204, body: "no JSON" };
  expect(programViews([published], [posted, again])).toEqual([
    {
      id: "webhook-1",
      channel: "webhook",
      to: posted.url,
      at: "2026-11-24T10:01:00.000Z",
      subject: "Started",
      status: 500,
      headers: [{ name: "webhook-id", value: "msg_1" }],
      body: posted.body,
    },
    {
      id: "m-1",
      channel: "sns",
      to: topic,
      at: "2026-11-24T10:05:00.000Z",
      subject: "",
      status: null,
      headers: [
        { name: "event", value: "step.started" },
        { name: "raw", value: "AQID" },
      ],
      body: "anything",
    },
    expect.objectContaining({ id: "webhook-2", status: 204, subject: "" }),
  ]);
});
