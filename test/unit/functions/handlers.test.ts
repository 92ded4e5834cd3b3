import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { encodePolicy, policyFile } from "@ami-refresh/core/adapters/policyFile.ts";
import { readConfig } from "@ami-refresh/core/config/read.ts";
import { channelKinds } from "@ami-refresh/core/domain/subscription.ts";
import type { Context, Handler, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { aBatch, aMailboxRecord } from "../../support/sqs.ts";

/** What the stacks and Lambda set for every function together. Nobody answers at the endpoint. */
const environment = {
  AWS_REGION: "eu-west-2",
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
  AWS_ENDPOINT_URL: "http://127.0.0.1:1",
  TOPIC_ARN: "arn:aws:sns:eu-west-2:123456789012:Mailboxes",
  BUS_NAME: "Domain",
  TABLE_NAME: "Rollouts",
  DIGEST_TARGETS: "{}",
  SERVICE: "checkout",
  SCHEDULE_GROUP: "look-again",
  SCHEDULE_ROLE_ARN: "arn:aws:iam::123456789012:role/scheduler",
  MAILBOX_ARN: "arn:aws:sqs:eu-west-2:123456789012:mailbox",
  SCHEDULE_DLQ_ARN: "arn:aws:sqs:eu-west-2:123456789012:dlq",
  SLACK_TOKEN_PARAMETER: "/ami-refresh/slack-token",
  SLACK_SIGNING_SECRET_PARAMETER: "/ami-refresh/slack-signing-secret",
  WEBHOOK_SECRETS: "/ami-refresh/webhooks/",
  CHANNEL: "slack",
  MAX_RECEIVES: "5",
  LINKS_URL: "https://links.example.com/",
  LINK_SECRET_PARAMETER: "/ami-refresh/link-secret",
  PAGE_SECRET_PARAMETER: "/ami-refresh/page-secret",
  QUEUE_URL: "https://sqs.eu-west-2.amazonaws.com/123456789012/DeliverSlack",
};
const config = `timezone: Europe/London
images: { base: { owners: [self], name: "base-*" } }
environments: { staging: {} }
teams: { payments: { slack: "#payments" } }
services: { checkout: { team: payments, image: base } }
`;
const context = { invokedFunctionArn: "arn:aws:lambda:eu-west-2:123456789012:function:Fn" } as Context;

let taskRoot = "";
let lines: string[] = [];

beforeEach(() => {
  taskRoot = mkdtempSync(path.join(tmpdir(), "ami-refresh-"));
  writeFileSync(path.join(taskRoot, policyFile), encodePolicy(readConfig(config, "ami-refresh.yaml")));
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  vi.stubEnv("LAMBDA_TASK_ROOT", taskRoot);
  vi.resetModules();
  lines = [];
  vi.spyOn(console, "log").mockImplementation((line: string) => void lines.push(line));
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(taskRoot, { recursive: true });
});

type Name = "publish" | "observe" | "refresh" | "notify" | "deliver" | "interact" | "act" | "links" | "mailFeedback";
/** A cold start of the function, and its first event. */
async function invoke<Answer>(name: Name, event: unknown): Promise<Answer> {
  const { handler }: { handler: Handler<unknown, Answer> } = await import(`../../../packages/functions/src/${name}.ts`);
  return (await handler(event, context, () => {})) as Answer;
}
const fixture = (name: string): unknown => JSON.parse(readFileSync(`test/fixtures/events/${name}.json`, "utf8"));

describe("publish", () => {
  it.each([
    ["ec2-ami-state-change.deregistered", "became deregistered"],
    ["ec2-ami-state-change.disabled", "became disabled"],
    ["ec2-ami-state-change.failed", "the snapshot could not be created"],
    ["imagebuilder-image-state-change.failed", "became FAILED"],
    ["ssm-parameter-store-change.invalid-image", "Unable to Describe Resource"],
  ])("ignores %s, with the reason in the log", async (name, reason) => {
    await invoke("publish", fixture(name));
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: "INFO", message: expect.stringContaining("ignored"), ignored: expect.stringContaining(reason) },
    ]);
  });

  it.each([
    ["an event of another kind", { "detail-type": "EC2 Instance State-change Notification", source: "aws.ec2" }],
    ["an image id that is none", { detail: { ImageId: "ami-../../etc", State: "available" } }],
    ["a time that is none", { time: "yesterday" }],
    ["a forged source", { source: "my.ec2" }],
  ])("throws %s, for Lambda to put it into the dead-letter queue", async (_, change) => {
    const event = { ...(fixture("ec2-ami-state-change.available") as object), ...change };
    await expect(invoke("publish", event)).rejects.toThrow("this is no announcement of an image");
  });
});

describe("observe", () => {
  it.each([{}, null, { ...(fixture("autoscaling-instance-refresh.failed") as object), detail: {} }])(
    "throws what is no event of an instance refresh: %j",
    async (event) => {
      await expect(invoke("observe", event)).rejects.toThrow("this is no event of an instance refresh");
    },
  );
});

describe("mailFeedback", () => {
  it.each([{}, null, { ...(fixture("ses-email.bounced") as object), detail: { bounce: {} } }])(
    "throws what is neither a bounce nor a complaint: %j",
    async (event) => {
      await expect(invoke("mailFeedback", event)).rejects.toThrow("this is no bounce or complaint");
    },
  );

  it("ignores a bounce that is not for good, with the reason in the log", async () => {
    const { detail, ...event } = fixture("ses-email.bounced") as { detail: { bounce: object } };
    const transient = { ...detail, bounce: { ...detail.bounce, bounceType: "Transient" } };
    await invoke("mailFeedback", { ...event, detail: transient });
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: "INFO", ignored: expect.stringContaining("p…@example.com: it bounced, but not for good") },
    ]);
  });
});

describe.each<[Name, string?]>([
  ["refresh"],
  ["notify"],
  ...channelKinds.map((kind): [Name, string] => ["deliver", kind]),
])("%s %s", (name, channel) => {
  it("gives back what it does not understand, with the reason in the log", async () => {
    if (channel) vi.stubEnv("CHANNEL", channel);
    const event: SQSEvent = aBatch([aMailboxRecord("m-1", "{oops"), aMailboxRecord("m-2", '{"kind":"dance"}')]);
    expect(await invoke<SQSBatchResponse>(name, event)).toEqual({
      batchItemFailures: [{ itemIdentifier: "m-1" }, { itemIdentifier: "m-2" }],
    });
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: "WARN", messageId: "m-1", reason: expect.stringContaining("JSON") },
      { level: "WARN", messageId: "m-2", reason: expect.stringContaining("this is no ") },
    ]);
  });
});

describe("a function that was set up wrongly", () => {
  it.each([
    ["publish", "TOPIC_ARN"],
    ["observe", "TABLE_NAME"],
    ["links", "LINK_SECRET_PARAMETER"],
    ["links", "PAGE_SECRET_PARAMETER"],
    ["refresh", "SERVICE"],
    ["refresh", "SCHEDULE_ROLE_ARN"],
    ["deliver", "CHANNEL"],
    ["deliver", "TABLE_NAME"],
    ["deliver", "MAX_RECEIVES"],
  ] as const)("%s does not start without %s, and says so", async (name, variable) => {
    vi.stubEnv(variable, "");
    await expect(invoke(name, {})).rejects.toThrow(`the environment variable ${variable} is not set`);
  });

  it.each([
    ["slack", "SLACK_TOKEN_PARAMETER"],
    ["slack", "LINKS_URL"],
    ["slack", "PAGE_SECRET_PARAMETER"],
    ["email", "LINKS_URL"],
    ["email", "LINK_SECRET_PARAMETER"],
    ["email", "PAGE_SECRET_PARAMETER"],
    ["webhook", "WEBHOOK_SECRETS"],
  ])("deliver does not start for %s without %s, and says so", async (channel, variable) => {
    vi.stubEnv("CHANNEL", channel);
    vi.stubEnv(variable, "");
    await expect(invoke("deliver", {})).rejects.toThrow(`the environment variable ${variable} is not set`);
  });

  it("deliver does not start for a kind of channel that there is not", async () => {
    vi.stubEnv("CHANNEL", "fax");
    await expect(invoke("deliver", {})).rejects.toThrow("CHANNEL names fax, which is no kind of channel");
  });

  it("refresh does not start for a service that the configuration does not know", async () => {
    vi.stubEnv("SERVICE", "ledger");
    await expect(invoke("refresh", aBatch([]))).rejects.toThrow("SERVICE names ledger");
  });
});

describe("interact", () => {
  it("refuses what is not signed without asking anybody, and without a word", async () => {
    const event = { headers: { "x-slack-signature": "v0=1" }, body: "command=%2Fami", isBase64Encoded: false };
    expect(await invoke("interact", event)).toEqual({
      statusCode: 401,
      headers: { "content-type": "text/plain" },
      body: "",
    });
  });
});

describe("act", () => {
  it("leaves what is no interaction, or is to be answered elsewhere, to the dead-letter queue", async () => {
    const interaction = { kind: "command", id: "1", user: "U012AB3CD", at: "2026-11-23T09:00:00Z", text: "help" };
    const records = [
      aMailboxRecord("m-1", JSON.stringify({ kind: "dance" })),
      aMailboxRecord("m-2", JSON.stringify({ ...interaction, responseUrl: "https://evil.example.com/secret" })),
    ];
    const { batchItemFailures } = await invoke<SQSBatchResponse>("act", aBatch(records));
    expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(["m-1", "m-2"]);
    expect(lines.join()).toContain("this is no interaction");
    expect(lines.join()).not.toContain("evil.example.com");
  });
});
