import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import path from "node:path";
import { text } from "node:stream/consumers";
import { encodeEvent } from "@ami-refresh/core/adapters/aws/domainEvent.ts";
import { readPolicy } from "@ami-refresh/core/adapters/configFile.ts";
import { signatureOf } from "@ami-refresh/core/adapters/slackSignature.ts";
import { examples } from "@ami-refresh/core/docs/events/examples.ts";
import type { ChannelKind } from "@ami-refresh/core/domain/subscription.ts";
import { readFleet } from "@ami-refresh/local/fleet/readFleet.ts";
import { environmentOf } from "@ami-refresh/local/functions/environment.ts";
import { loadGraph } from "@ami-refresh/local/graph/loadGraph.ts";
import type { FunctionWiring } from "@ami-refresh/local/graph/wiring.ts";
import { wiringOf } from "@ami-refresh/local/graph/wiringOf.ts";
import { type Region, startRegion } from "@ami-refresh/local/region/region.ts";
import { slackSecrets } from "@ami-refresh/local/services/slack/secrets.ts";
import { aBatch, aMailboxRecord } from "../support/sqs.ts";
import { peakMemory } from "./peakMemory.ts";

export interface Working {
  /** The file of its handler. */
  readonly entry: string;
  readonly channel: ChannelKind | undefined;
}

export interface Worked {
  /** The most that the process ever held. */
  readonly megabytes: number;
  /** How long one event takes, once the function is warm. */
  readonly milliseconds: number;
}

const program = `
const [file, invokedFunctionArn] = process.argv.slice(1);
const events = JSON.parse(await new Response(process.stdin).text());
console.log = console.warn = () => {};
const { handler } = await import(file);
const times = [];
for (const event of events) {
  const start = performance.now();
  const answer = await handler(event, { invokedFunctionArn, awsRequestId: "bench" });
  if (answer?.batchItemFailures?.length > 0) throw new Error("a message failed");
  times.push(performance.now() - start);
}
times.sort((a, b) => a - b);
const milliseconds = times[times.length >> 1];
process.stdout.write(JSON.stringify({ milliseconds, megabytes: ${peakMemory} }));
process.exit();
`;

/**
 * Lets a function's bundle work on a local region, in a process of its own: some hundred events that make it call
 * whatever it calls. `taskRoot` stands for /var/task. Undefined: the example has no such function.
 */
export async function work(subject: Working, file: string, taskRoot: string): Promise<Worked | undefined> {
  const config = "ami-refresh.yaml";
  const wiring = wiringOf(await loadGraph({ stage: "local", config, say: () => {} }));
  const fn = wiring.functions.find(
    ({ handler, environment }) =>
      `${path.parse(handler).name}.ts` === path.basename(subject.entry) &&
      (environment.SERVICE ?? "checkout") === "checkout" &&
      environment.CHANNEL === subject.channel,
  );
  if (!fn) return undefined;
  const fleetFile = "ami-refresh.fleet.yaml";
  const region = await startRegion({
    wiring,
    policy: readPolicy(config),
    fleet: readFleet(readFileSync(fleetFile, "utf8"), fleetFile),
    port: 0,
    speed: 1,
    startAt: Date.now(),
  });
  try {
    return await run(fn, file, eventsFor(subject, region), {
      region: wiring.region,
      endpoint: region.url,
      taskRoot,
      functions: wiring.functions,
    });
  } finally {
    await region.close();
  }
}

async function run(
  fn: FunctionWiring,
  file: string,
  events: readonly unknown[],
  surroundings: Parameters<typeof environmentOf>[1],
): Promise<Worked> {
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program, file, fn.arn], {
    cwd: surroundings.taskRoot,
    env: environmentOf(fn, surroundings),
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end(JSON.stringify(events));
  const exited = once(child, "close");
  const said = await text(child.stdout);
  const [code] = await exited;
  if (code !== 0) throw new Error(`${fn.handler} did not do its work: ${said}`);
  return JSON.parse(said);
}

const rounds = 100;

function eventsFor({ entry, channel }: Working, region: Region): readonly unknown[] {
  const published = region.publish("al2023-base");
  if (!published) throw new Error("the example has no such family");
  const many = <T>(make: () => T) => Array.from({ length: rounds }, make);
  const batchOf = (...bodies: unknown[]) =>
    aBatch(bodies.map((body, i) => aMailboxRecord(`m-${i}`, JSON.stringify(body))));
  switch (path.parse(entry).name) {
    case "publish":
      return many(() => readEvent("ec2-ami-state-change.available", { ImageId: published.id, State: "available" }));
    case "observe":
      return many(() => readEvent("autoscaling-instance-refresh.failed"));
    case "refresh": {
      const image = {
        ...published,
        owner: region.wiring.account,
        state: "available",
        architecture: "x86_64",
        tags: {},
      };
      const now = new Date().toISOString();
      const first = {
        kind: "image-published",
        family: "al2023-base",
        publishedAt: now,
        image: { ...image, createdAt: now },
      };
      const look = { kind: "look-again", service: "checkout", family: "al2023-base" };
      return [batchOf(first), ...many(() => batchOf(look))];
    }
    case "interact":
      return many(() => signedCommand(region));
    case "act":
      return many(() => batchOf({ ...aCommand(region), id: randomUUID() }));
    case "deliver":
      return many(() => {
        const address = { channel, to: channel === "slack" ? "#payments" : "a@example.com" };
        const subscription = { id: "payments/bench", address, team: "payments", timezone: "Europe/London" };
        return batchOf({ kind: "event", subscription, team: "payments", event: startedOnce() });
      });
    default:
      return many(() => batchOf(startedOnce()));
  }
}

function startedOnce() {
  const event = { ...examples["step.started"], detail: { ...examples["step.started"].detail, id: randomUUID() } };
  const { type, detail } = encodeEvent(event);
  return { source: "ami-refresh", "detail-type": type, detail };
}

/** `/ami status checkout`, whose answer nobody takes. */
const aCommand = ({ url }: Region) => ({
  kind: "command",
  user: "U012AB3CD",
  responseUrl: `${url}/slack/responses/bench`,
  at: new Date().toISOString(),
  text: "status checkout",
});

function signedCommand(region: Region) {
  const { user, responseUrl, text } = aCommand(region);
  const body = `${new URLSearchParams({ command: "/ami", text, user_id: user, response_url: responseUrl })}`;
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = signatureOf(slackSecrets.signing, timestamp, body);
  const headers = { "x-slack-request-timestamp": timestamp, "x-slack-signature": signature };
  return { headers, body, isBase64Encoded: false };
}

function readEvent(fixture: string, detail?: object): unknown {
  const event = JSON.parse(readFileSync(`test/fixtures/events/${fixture}.json`, "utf8"));
  return detail ? { ...event, detail } : event;
}
