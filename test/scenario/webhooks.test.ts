import { createHmac } from "node:crypto";
import { doctorPorts } from "@ami-refresh/cli/account/doctorPorts.ts";
import { gatherFacts } from "@ami-refresh/core/app/doctor/gather.ts";
import { readConfig } from "@ami-refresh/core/config/read.ts";
import { examine } from "@ami-refresh/core/doctor/examine.ts";
import { AwsError } from "@ami-refresh/local/endpoint/operations.ts";
import type { CallFault, Faults } from "@ami-refresh/local/faults.ts";
import type { Wiring } from "@ami-refresh/local/graph/wiring.ts";
import { webhookSecret } from "@ami-refresh/local/services/webhooks.ts";
import { beforeAll, expect, test } from "vitest";
import { thumbnailsFleet } from "../support/fleets.ts";
import { aRegion, openRegion, operator } from "../support/region.ts";

const url = "https://hooks.example.com/ami-refresh?team=media";
const topic = "arn:aws:sns:eu-central-1:999999999999:changes";
const pager = "arn:aws:sns:eu-west-2:123456789012:pager";

const configurationFile = `
timezone: Europe/London
images:
  al2023-arm64: { owners: [self], name: "base-al2023-arm64-*", architecture: arm64 }
environments: { development: {}, staging: {}, production: {} }
teams:
  media:
    slack: "#media"
    subscriptions: [{ sns: "${topic}" }, { webhook: { url: "${url}", secret: changes } }]
operators: { topic: "${pager}" }
services:
  thumbnails: { team: media, image: al2023-arm64 }
`;

// Its footprint is its own: the graph is synthesised once, which takes longer than a test may.
beforeAll(async () => (await openRegion({ configurationFile })).close(), 180_000);

/** A function that does not wait for long where nobody answers. */
const impatient = (wiring: Wiring): Wiring => ({
  ...wiring,
  functions: wiring.functions.map((fn) => ({ ...fn, environment: { ...fn.environment, WEBHOOK_PATIENCE: "400" } })),
});

/** An image goes through the service, and whoever listens, and AWS, answer so. */
async function rollOut(faults: Pick<Faults, "webhook" | "call">) {
  const region = await aRegion({ configurationFile, fleet: thumbnailsFleet(), faults, wiring: impatient });
  // One who wants a single event, and picks it by its attribute.
  const Attributes = { FilterPolicy: JSON.stringify({ event: ["rollout.completed"] }) };
  const subscriber = { TopicArn: topic, Protocol: "email", Endpoint: "ana@example.com", Attributes };
  region.services.sns.operations.Subscribe?.(subscriber, operator);
  region.register("base-al2023-arm64-2026.11.23", { architecture: "arm64" });
  await region.settle();
  return region;
}

/** What the doctor says of topics and webhooks, and of what it could not look at. */
async function doctorSays(region: { readonly url: string }): Promise<string[]> {
  const facts = await gatherFacts(
    doctorPorts({ endpoint: region.url }, {}),
    readConfig(configurationFile, "ami-refresh.yaml"),
  );
  return examine(facts)
    .filter(({ rule }) => /^(topic|webhook|unchecked)/.test(rule))
    .map(({ rule, severity, what }) => `${severity} ${rule}: ${what}`);
}

test("the doctor looks whether topics and secrets are there, without an account", async () => {
  const region = await aRegion({ configurationFile, fleet: thumbnailsFleet() });
  expect(await doctorSays(region)).toEqual([]);
  region.services.sns.operations.DeleteTopic?.({ TopicArn: topic }, operator);
  region.services.sns.operations.DeleteTopic?.({ TopicArn: pager }, operator);
  region.services.ssm.operations.DeleteParameter?.({ Name: "/ami-refresh/local/webhooks/changes" }, operator);
  expect(await doctorSays(region)).toEqual([
    `error topic-missing: there is no topic ${topic}`,
    `error topic-missing: there is no topic ${pager}`,
    "error webhook-secret: there is no parameter /ami-refresh/STAGE/webhooks/changes, whose secret signs what a webhook is told",
  ]);
});

const events = ["rollout.planned", "step.started", "step.succeeded", "rollout.completed"];

test("given a webhook that answers 500, then 429, then takes what comes, when an image is published, then it takes each message once, signed", async () => {
  const region = await rollOut({
    webhook: ({ count }) => {
      if (count === 1) return { status: 500 };
      return count === 2 ? { status: 429, headers: { "retry-after": "45" } } : undefined;
    },
  });
  const taken = region.webhooks.filter(({ status }) => status === 204);
  const ids = taken.map(({ headers }) => headers["webhook-id"]);
  expect(new Set(ids).size).toBe(taken.length);
  const told = taken.map(({ body }) => JSON.parse(body));
  expect(new Set(told.map(({ type }) => type))).toEqual(new Set(events));
  expect(told.find(({ type }) => type === "rollout.planned")).toMatchObject({
    team: "media",
    service: "thumbnails",
    event: { service: "thumbnails", image: { name: "base-al2023-arm64-2026.11.23" } },
  });
  const key = Buffer.from(webhookSecret.replace("whsec_", ""), "base64");
  for (const { url: called, at, headers, body } of region.webhooks) {
    const { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature } = headers;
    expect(called).toBe(url);
    expect(Math.abs(Number(timestamp) - at / 1000)).toBeLessThan(60);
    expect(signature).toBe(`v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`);
  }
  expect(region.summary().deadLetters).toEqual({});
  expect(region.webhooks.map(({ status }) => status).filter((status) => status !== 204)).toEqual([500, 429]);

  const { notifications } = region.summary();
  const toldTo = (to: string) =>
    notifications.filter((told) => told.to === to).map(({ channel, event }) => `${channel} ${event}`);
  expect(toldTo(url).sort()).toEqual(told.map(({ type }) => `webhook ${type}`).sort());
  expect(toldTo(topic).sort()).toEqual(told.map(({ type }) => `sns ${type}`).sort());
  const [first] = region.view().programs.filter(({ channel }) => channel === "webhook");
  expect(first).toMatchObject({
    to: url,
    status: 500,
    subject: expect.stringContaining("thumbnails"),
    body: region.webhooks[0]?.body,
  });

  const outside = region.log.entries().filter(({ from, fields }) => from === "sns" && fields?.topic === topic);
  expect(outside.map(({ message }) => message)).toEqual(["nothing leaves the local region: email to ana@example.com"]);
  expect(JSON.parse(String(outside[0]?.fields?.message))).toMatchObject({
    type: "rollout.completed",
    severity: "success",
    team: "media",
  });
});

const steps = ["development", "staging", "production"].flatMap((name) => [`started ${name}`, `succeeded ${name}`]);
const story = ["rollout.planned thumbnails", ...steps.map((step) => `step.${step.replace(" ", " thumbnails ")}`)]
  .concat("rollout.completed thumbnails")
  .sort();

test("given a webhook that does not answer at first, when an image is published, then it takes each message once", async () => {
  const region = await rollOut({ webhook: ({ count }) => (count <= 2 ? "silence" : undefined) });
  expect(region.told("webhook").toSorted()).toEqual(story);
  expect(region.told("sns").toSorted()).toEqual(story);
  expect(region.summary().deadLetters).toEqual({});
});

test.each<[string, CallFault]>([
  ["is too busy", new AwsError("ThrottledException", "Rate exceeded", 429)],
  ["is out of order", new AwsError("InternalError", "An internal error has occurred", 500)],
  ["does not answer until the function's time is over", "crash before"],
])(
  "given an SNS that %s at first, when an image is published, then a topic is told each message once, and no webhook waits",
  async (_, fault) => {
    let calls = 0;
    // As often as a client tries by itself, and then some.
    const call: Faults["call"] = ({ operation, caller }) => {
      if (operation !== "Publish" || !caller?.includes("TellSns")) return undefined;
      calls += 1;
      return calls <= 4 ? fault : undefined;
    };
    const region = await rollOut({ call });
    expect(calls).toBeGreaterThan(4);
    expect(region.told("sns").toSorted()).toEqual(story);
    expect(region.told("webhook").toSorted()).toEqual(story);
    expect(region.webhooks[0]?.at).toBe(Date.parse("2026-11-23T09:00:00Z"));
    expect(region.summary().deadLetters).toEqual({});
  },
);

test("given a webhook that is gone, when an image is published, then it is called once for each message, and the team hears of it once", async () => {
  const region = await rollOut({ webhook: () => ({ status: 410 }) });
  const ids = region.webhooks.map(({ headers }) => headers["webhook-id"]);
  expect(ids.length).toBeGreaterThan(0);
  expect(new Set(ids).size).toBe(ids.length);
  expect(region.told("slack").filter((told) => told.startsWith("subscription.undeliverable"))).toHaveLength(1);
  expect(region.summary().deadLetters).toEqual({});
});
