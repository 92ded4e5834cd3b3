import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readPolicy } from "@ami-refresh/core/adapters/configFile.ts";
import { encodePolicy, policyFile } from "@ami-refresh/core/adapters/policyFile.ts";
import { type ChannelKind, channelKinds } from "@ami-refresh/core/domain/subscription.ts";
import { bundling, loadedAtStart } from "@ami-refresh/functions/bundling/bundling.ts";
import * as esbuild from "esbuild";
import { type ColdStart, coldStart } from "./coldStart.ts";
import { work } from "./work.ts";

const root = path.resolve(import.meta.dirname, "../..");
const rounds = 15;

export interface Measured extends Omit<ColdStart, "megabytes"> {
  readonly name: string;
  /** Of the process after the start, and at its largest while it works; undefined for what does no work. */
  readonly megabytes: { readonly started: number; readonly working: number | undefined };
  /** How long a warm function takes for an event. */
  readonly warmMilliseconds: number | undefined;
  /** Minified bytes that are loaded before the handler can be called, how many of them are EC2's, and all others. */
  readonly atStart: number;
  readonly ofEc2: number;
  readonly later: number;
}

interface Subject {
  readonly name: string;
  /** The module, or its source. */
  readonly entry: string | { readonly source: string };
  /** One that the function is done with before it has called anybody. */
  readonly event?: unknown;
  /** By which it delivers. */
  readonly channel?: ChannelKind;
}

const emptyBatch = { Records: [] };
const disabledImage = {
  id: "bench",
  account: "123456789012",
  region: "eu-west-2",
  time: "2026-11-23T09:00:00Z",
  source: "aws.ec2",
  "detail-type": "EC2 AMI State Change",
  detail: { ImageId: "ami-0123456789abcdef0", State: "disabled" },
};
const unsigned = { headers: {}, isBase64Encoded: false };
const bareClient = (pkg: string, client: string, command: string) => ({
  source: `import { ${client}, ${command} } from "${pkg}"; globalThis.kept = [new ${client}(), new ${command}({})];`,
});

const subjects: readonly Subject[] = [
  { name: "nothing", entry: { source: "" } },
  { name: "one SDK client (SNS)", entry: bareClient("@aws-sdk/client-sns", "SNSClient", "PublishCommand") },
  { name: "one SDK client (EC2)", entry: bareClient("@aws-sdk/client-ec2", "EC2Client", "DescribeImagesCommand") },
  ...Object.entries({
    publish: disabledImage,
    observe: {},
    refresh: emptyBatch,
    notify: emptyBatch,
    interact: unsigned,
    act: emptyBatch,
  }).map(([name, event]) => ({ name, entry: `packages/functions/src/${name}.ts`, event })),
  ...channelKinds.map((channel) => ({
    name: `deliver as ${channel}`,
    entry: "packages/functions/src/deliver.ts",
    event: emptyBatch,
    channel,
  })),
];

/** Every function beside what it cannot be faster than; times are medians, each round taken of all in turn. */
export async function measureFunctions(): Promise<readonly Measured[]> {
  const directory = mkdtempSync(path.join(tmpdir(), "ami-refresh-bench-"));
  try {
    writeFileSync(path.join(directory, policyFile), encodePolicy(readPolicy(path.join(root, "ami-refresh.yaml"))));
    const bundles = await Promise.all(subjects.map((subject) => bundle(subject, directory)));
    const starts = Array.from({ length: rounds }, () =>
      bundles.map(({ file, subject }) =>
        coldStart(file, subject.event ?? {}, directory, subject.channel ? { CHANNEL: subject.channel } : {}),
      ),
    );
    const measured: Measured[] = [];
    for (const [i, { subject, file, sizes }] of bundles.entries()) {
      const { name, entry, channel } = subject;
      const worked = typeof entry === "string" ? await work({ entry, channel }, file, directory) : undefined;
      measured.push({
        name,
        ...sizes,
        milliseconds: median(starts.map((round) => round[i]?.milliseconds ?? Number.NaN)),
        megabytes: {
          started: median(starts.map((round) => round[i]?.megabytes ?? Number.NaN)),
          working: worked?.megabytes,
        },
        warmMilliseconds: worked?.milliseconds,
      });
    }
    return measured;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function bundle(subject: Subject, directory: string) {
  const { name, entry } = subject;
  const outdir = path.join(directory, name.replace(/\W+/g, "-"));
  const { entryPoints, ...options } = bundling(typeof entry === "string" ? entry : "", "bundle", root);
  const { metafile } = await esbuild.build({
    ...options,
    ...(typeof entry === "string"
      ? { entryPoints }
      : {
          stdin: { contents: entry.source, resolveDir: path.join(root, "packages/functions"), loader: "js" },
          entryNames: "bundle",
        }),
    outdir,
  });
  return { subject, file: path.join(outdir, "bundle.mjs"), sizes: sizesOf(metafile, subject.channel) };
}

function sizesOf(metafile: esbuild.Metafile, channel?: ChannelKind) {
  const loaded = loadedAtStart(metafile, "bundle", channel && `packages/core/src/channels/${channel}.ts`);
  const sizes = { atStart: 0, ofEc2: 0, later: 0 };
  for (const [file, { bytes, inputs }] of Object.entries(metafile.outputs)) {
    if (!loaded.has(file)) {
      sizes.later += bytes;
      continue;
    }
    sizes.atStart += bytes;
    for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
      if (input.includes("@aws-sdk/client-ec2/")) sizes.ofEc2 += bytesInOutput;
    }
  }
  return sizes;
}

const median = (figures: readonly number[]) =>
  [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN;
