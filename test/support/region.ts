import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readPolicy } from "@ami-refresh/core/adapters/configFile.ts";
import { footprintOf } from "@ami-refresh/core/domain/footprint.ts";
import { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import type { CallContext } from "@ami-refresh/local/endpoint/operations.ts";
import type { Faults } from "@ami-refresh/local/faults.ts";
import { readFleet } from "@ami-refresh/local/fleet/readFleet.ts";
import { Fleet } from "@ami-refresh/local/fleet/schema.ts";
import { loadGraph } from "@ami-refresh/local/graph/loadGraph.ts";
import type { Wiring } from "@ami-refresh/local/graph/wiring.ts";
import { wiringOf } from "@ami-refresh/local/graph/wiringOf.ts";
import type { Decided } from "@ami-refresh/local/iam/authority.ts";
import type { LoggedEntry } from "@ami-refresh/local/log.ts";
import { type Region, startRegion } from "@ami-refresh/local/region/region.ts";
import { isSettled } from "@ami-refresh/local/run/settled.ts";
import type { LocalGroup, LocalRefresh } from "@ami-refresh/local/services/autoscaling/model.ts";
import type { RolloutSummary, StepSummary } from "@ami-refresh/local/summary.ts";
import { expect, onTestFinished } from "vitest";
import type { z } from "zod";
import { type ConfigurationSketch, configurationOf } from "./configuration.ts";

/** What a test's region is made of. */
export interface RegionSketch {
  /** `example`: ami-refresh.yaml as it is; absent: everything is open at all times. */
  readonly configuration?: ConfigurationSketch | "example";
  /** In place of `configuration`: a whole file, as it is written. It gets a graph of its own. */
  readonly configurationFile?: string;
  /** As ami-refresh.fleet.yaml says it, or that file itself; absent: nothing is there. */
  readonly fleet?: FleetSketch | "example";
  readonly faults?: Faults;
  /** Changes what the stacks have deployed. */
  readonly wiring?: (wiring: Wiring) => Wiring;
  /** Told of every decision on a permission. */
  readonly onDecision?: (decided: Decided) => void;
  /** When simulated time begins; absent: 09:00 on a Monday, in London. */
  readonly startAt?: string;
}
export type FleetSketch = Partial<z.input<typeof Fleet>>;

/** A region that runs the deployed functions, and what a scenario does with it. Its clock stands still meanwhile. */
export interface TestRegion extends Region {
  /** Registers an image, as a pipeline of the region's own account does; its id. */
  register(
    name: string,
    more?: { readonly architecture?: "x86_64" | "arm64"; readonly tags?: Readonly<Record<string, string>> },
  ): string;
  /** Writes a parameter, of which no event tells. */
  setParameter(name: string, value: string): void;
  /** Lets everything happen that is due before `time`. */
  until(time: string): Promise<void>;
  /** Lets everything happen until every rollout has ended and nothing is on its way any more. */
  settle(): Promise<void>;
  rollout(service: string, image: string): RolloutSummary;
  step(service: string, image: string, environment: string): StepSummary;
  group(name: string): LocalGroup;
  /** Every instance refresh of a group, the first one first. */
  refreshes(group: string): readonly LocalRefresh[];
  /** The images that the group's instances run, each once. */
  imagesIn(group: string): readonly string[];
  /** What the teams were told in a channel, in order: `step.started checkout staging`. */
  told(channel: "slack" | "email" | "sns" | "webhook"): readonly string[];
  /** What the functions and the services logged as a failure. */
  errors(): readonly LoggedEntry[];
  /** The bodies of the messages in the queue whose name holds `name`. */
  messagesIn(name: string): readonly string[];
  /** Puts a message into the mailbox of a service. */
  sendTo(service: string, body: string): void;
}

/** As an operator of the account calls. */
export const operator: CallContext = {
  region: "eu-west-2",
  accessKeyId: "test",
  requestId: "11111111-2222-4333-8444-555555555555",
  base: "http://127.0.0.1",
  waiting: (promise) => promise,
};

const example = "ami-refresh.yaml";

/** The example's wiring fits every configuration that has the example's footprint. */
export async function wiringFor(config = example): Promise<Wiring> {
  return wiringOf(await loadGraph({ stage: "local", config, say: () => {} }));
}

/** Starts a region that is closed when the test has ended. */
export async function aRegion(sketch: RegionSketch = {}): Promise<TestRegion> {
  const region = await openRegion(sketch);
  onTestFinished(() => region.close());
  return region;
}

/** Starts a region that several tests look at; they close it. */
export async function openRegion(sketch: RegionSketch): Promise<TestRegion> {
  const directory = mkdtempSync(path.join(tmpdir(), "ami-refresh-scenario-"));
  const config = path.join(directory, example);
  const { configuration = {}, configurationFile, fleet = {}, faults, startAt = "2026-11-23T09:00:00Z" } = sketch;
  if (configurationFile !== undefined) writeFileSync(config, configurationFile);
  else if (configuration === "example") copyFileSync(example, config);
  else writeFileSync(config, JSON.stringify(configurationOf(configuration), undefined, 2));
  const policy = readPolicy(config);
  if (configurationFile === undefined) {
    expect(footprintOf(policy), "a scenario's configuration has the footprint of the example").toEqual(
      footprintOf(readPolicy(example)),
    );
  }
  const deployed = await wiringFor(configurationFile === undefined ? example : config);
  const wiring = sketch.wiring?.(deployed) ?? deployed;
  const region = await startRegion({
    wiring: {
      ...wiring,
      functions: wiring.functions.map((fn) => ({ ...fn, copyFiles: copied(fn.copyFiles, config) })),
    },
    policy,
    fleet: fleetOf(fleet),
    port: 0,
    speed: "max",
    startAt: Date.parse(startAt),
    ...(faults && { faults }),
    ...(sketch.onDecision && { onDecision: sketch.onDecision }),
  });
  return scenario(region, () => rmSync(directory, { recursive: true, force: true }));
}

function fleetOf(sketch: FleetSketch | "example"): Fleet {
  if (sketch !== "example") return Fleet.parse({ images: [], templates: {}, groups: {}, ...sketch });
  const file = "ami-refresh.fleet.yaml";
  return readFleet(readFileSync(file, "utf8"), file);
}

const copied = (files: Wiring["functions"][number]["copyFiles"], config: string) =>
  files.map((file) => (file.to === example ? { ...file, from: config } : file));

function scenario(region: Region, closed: () => void): TestRegion {
  const { clock, services } = region;
  let settling: (() => void) | undefined;
  clock.onQuiet(() => {
    if (!settling || !isSettled(region)) return;
    clock.stop();
    settling();
    settling = undefined;
  });
  const group = (name: string) => {
    const found = services.autoScaling.groups().find((one) => one.name === name);
    if (!found) throw new Error(`there is no group ${name}`);
    return found;
  };
  const rollout = (service: string, image: string) => {
    const { rollouts } = region.summary();
    const found = rollouts.find((one) => one.service === service && one.image === image);
    if (found) return found;
    throw new Error(`${service} has no rollout of ${image}, only of ${rollouts.map((one) => one.image).join()}`);
  };
  return {
    ...region,
    register(name, { architecture = "x86_64", tags = {} } = {}) {
      const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      const TagSpecifications = Tags.length > 0 ? [{ ResourceType: "image" as const, Tags }] : [];
      return services.ec2.operations.RegisterImage(
        { Name: name, Architecture: architecture, TagSpecifications },
        operator,
      ).ImageId;
    },
    setParameter(Name, Value) {
      services.ssm.operations.PutParameter?.({ Name, Value, Type: "String", Overwrite: true }, operator);
    },
    until: (time) =>
      new Promise((resolve) => {
        clock.at(Temporal.Instant.from(time).epochMilliseconds, () => {
          clock.stop();
          resolve();
        });
        clock.start();
      }),
    settle: () =>
      new Promise((resolve) => {
        settling = resolve;
        clock.start();
      }),
    rollout,
    step(service, image, environment) {
      const found = rollout(service, image).steps.find((step) => step.environment === environment);
      if (!found) throw new Error(`${service} has no ${environment}`);
      return found;
    },
    group,
    refreshes: (name) => group(name).refreshes.toReversed(),
    imagesIn: (name) => [...new Set([...group(name).instances.values()].map(({ imageId }) => imageId))].sort(),
    errors: () => region.log.entries().filter(({ level }) => level === "error"),
    messagesIn: (name) => {
      const arn = queueArn(region.wiring, name);
      return services.sqs.receive(arn, 10).map(({ body }) => body);
    },
    sendTo: (service, body) => {
      services.sqs.send(queueArn(region.wiring, `Mailbox${service}`), { body });
    },
    told: (channel) =>
      region
        .summary()
        .notifications.filter((one) => one.channel === channel)
        .map(({ event, service, environment }) => [event, service, environment].filter(Boolean).join(" ")),
    async close() {
      await region.close();
      closed();
    },
  };
}

function queueArn({ queues }: Wiring, name: string): string {
  const found = queues.find((queue) => queue.name.toLowerCase().includes(name.toLowerCase()));
  if (found) return found.arn;
  throw new Error(`there is no queue ${name}; there are ${queues.map((queue) => queue.name).join(", ")}`);
}

/** The link in the latest mail by which its reader says what they are told. */
export function linkIn({ services }: Pick<TestRegion, "services">): string {
  const header = services.mail.at(-1)?.headers.find(({ name }) => name === "List-Unsubscribe");
  const [, link] = /^<(.+)>$/.exec(header?.value ?? "") ?? [];
  if (link === undefined) throw new Error("there is no mail with a link to unsubscribe");
  return link;
}

/** The first link in a message that leads to the page of a rollout: in a mail's text, or in Slack's blocks as JSON. */
export function pageLinkIn(message: string): string {
  const [link] = /https?:[^\s|"<>]+\/rollout\?t=[\w.-]+/.exec(message) ?? [];
  if (link === undefined) throw new Error("there is no link to a page in the message");
  return link;
}
