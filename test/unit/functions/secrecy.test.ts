import { slackChat } from "@ami-refresh/core/adapters/aws/chat.ts";
import { encodeEvent } from "@ami-refresh/core/adapters/aws/domainEvent.ts";
import { jsonLog } from "@ami-refresh/core/adapters/aws/log.ts";
import { sesMail } from "@ami-refresh/core/adapters/aws/mail.ts";
import { embeddedMetrics } from "@ami-refresh/core/adapters/aws/metrics.ts";
import { keptSecret } from "@ami-refresh/core/adapters/aws/secret.ts";
import { memoryPorts } from "@ami-refresh/core/adapters/memory/ports.ts";
import { decodeEvent } from "@ami-refresh/core/app/decodeEvent.ts";
import { batch } from "@ami-refresh/functions/batch.ts";
import type { SESv2Client, SendEmailCommandInput } from "@aws-sdk/client-sesv2";
import { describe, expect, it } from "vitest";
import { anAwsClient, anAwsError } from "../../support/awsClient.ts";
import { aBatch, aMailboxRecord } from "../../support/sqs.ts";
import { tell } from "../../support/telling.ts";
import { everyKind, policy } from "../notify/events.ts";

const token = "xoxb-1234567890-abcdefghij";
const events = Object.values(everyKind);
const ok = () => Response.json({ ok: true, ts: "1795510800.000100", channel: "C01" });

type Slack = (request: RequestInit | undefined) => Response | Promise<Response>;
type Ses = (input: Readonly<Record<string, unknown>>) => unknown;

/** Tells the teams of every kind of event; answers what came into the log, and what was in the mails. */
async function toldBy(slack: Slack, ses: Ses) {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const secrets: string[] = [token, "payments@example.com", "oncall@example.com"];
  const client = anAwsClient<SESv2Client>({
    SendEmail: (input) => {
      const { Subject, Body } = (input as unknown as SendEmailCommandInput).Content?.Simple ?? {};
      secrets.push(...[Subject, Body?.Html, Body?.Text].flatMap((part) => part?.Data ?? []));
      return ses(input);
    },
  });
  const ports = {
    ...memoryPorts("2026-11-24T10:00:00Z"),
    log: jsonLog({ write }),
    metrics: embeddedMetrics({ stage: "production" }, write),
    chat: slackChat({ token: keptSecret(async () => token), fetch: async (_url, request) => slack(request) }),
    mail: sesMail(client, { sender: "AMI refresh <ami-refresh@example.com>", configurationSet: "ours" }),
  };
  const envelopes = events.map((event) => {
    const { type, detail } = encodeEvent(event);
    return JSON.stringify({ source: "ami-refresh", "detail-type": type, detail });
  });
  const records = envelopes.map((body, i) => aMailboxRecord(`m-${i}`, body));
  const { batchItemFailures } = await batch(aBatch(records), ports.log, async (body) =>
    tell(ports, policy, decodeEvent(body)),
  );
  return { lines, secrets, failed: batchItemFailures.length };
}

const throwing = (error: Error) => () => {
  throw error;
};

describe("no line of a log holds the token, an address, or what a mail says", () => {
  it.each<[string, Slack, Ses, "none" | "some"]>([
    ["all goes well", ok, () => ({ MessageId: "1" }), "none"],
    ["Slack refuses the token", () => Response.json({ ok: false, error: "invalid_auth" }), () => ({}), "some"],
    ["Slack is down", () => new Response("<html>", { status: 502 }), () => ({}), "some"],
    ["Slack answers no JSON", () => new Response("oops"), () => ({}), "some"],
    [
      "an answer says the token again",
      (request) =>
        Response.json({ ok: false, error: `no scope for ${new Headers(request?.headers).get("authorization")}` }),
      () => ({}),
      "some",
    ],
    ["Slack cannot be reached", throwing(new TypeError("fetch failed")), () => ({}), "some"],
    [
      "SES knows the reader for unverified",
      ok,
      throwing(
        anAwsError(
          "MessageRejected",
          "Email address is not verified. The following identities failed the check in region EU-WEST-2: payments@example.com, AMI refresh <ami-refresh@example.com>",
        ),
      ),
      "some",
    ],
    ["SES is throttled", ok, throwing(anAwsError("TooManyRequestsException", "Too fast")), "some"],
  ])("when %s", async (_, slack, ses, failures) => {
    const { lines, secrets, failed } = await toldBy(slack, ses);
    expect(failed > 0).toBe(failures === "some");
    expect(lines.length).toBeGreaterThan(events.length / 2);
    expect(secrets.length).toBeGreaterThan(3);
    for (const line of lines) {
      // As it would stand in a line of JSON, and as it is.
      for (const secret of secrets.flatMap((text) => [text, JSON.stringify(text).slice(1, -1)])) {
        expect(line).not.toContain(secret);
      }
    }
  });
});
