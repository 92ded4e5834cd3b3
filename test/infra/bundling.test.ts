import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { readPolicy } from "@ami-refresh/core/adapters/configFile.ts";
import { encodePolicy, policyFile } from "@ami-refresh/core/adapters/policyFile.ts";
import { type ChannelKind, channelKinds } from "@ami-refresh/core/domain/subscription.ts";
import { bundling, loadedAtStart } from "@ami-refresh/functions/bundling/bundling.ts";
import { withLiteralKeys } from "@ami-refresh/functions/bundling/literalKeys.ts";
import { rebundle } from "@ami-refresh/functions/bundling/rebundle.ts";
import * as esbuild from "esbuild";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { aBatch, aMailboxRecord } from "../support/sqs.ts";

// Bundling takes a second, and longer where everything else is tested at the same time.
vi.setConfig({ testTimeout: 30_000 });

const root = path.resolve(import.meta.dirname, "../..");

const fileOf = (kind: ChannelKind) => `packages/core/src/channels/${kind}.ts`;

const environment = {
  AWS_REGION: "eu-west-2",
  TABLE_NAME: "Rollouts",
  MAX_RECEIVES: "5",
  SLACK_TOKEN_PARAMETER: "/ami-refresh/slack-token",
  WEBHOOK_SECRETS: "/ami-refresh/webhooks/",
  LINKS_URL: "https://links.example.com/",
  LINK_SECRET_PARAMETER: "/ami-refresh/link-secret",
  PAGE_SECRET_PARAMETER: "/ami-refresh/page-secret",
};

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "ami-refresh-bundling-"));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(directory, { recursive: true });
});

describe("a function's bundle", () => {
  it.each([
    ["publish", 450_000],
    ["observe", 450_000],
    ["links", 450_000],
    ["mailFeedback", 450_000],
    ["reconcile", 450_000],
    ["refresh", 900_000],
    ["notify", 450_000],
    ["deliver as slack", 450_000],
    ["deliver as email", 450_000],
    ["deliver as sns", 450_000],
    ["deliver as webhook", 450_000],
    ["interact", 300_000],
    ["act", 450_000],
  ])("%s loads at most %i bytes to start, and nothing that reads YAML", async (what, most) => {
    const [name = "", as] = what.split(" as ");
    const kind = channelKinds.find((known) => known === as);
    const { metafile } = await esbuild.build({
      ...bundling(`packages/functions/src/${name}.ts`, name, root),
      outdir: directory,
      write: false,
    });
    const atStart = [...loadedAtStart(metafile, name, kind && fileOf(kind))].flatMap(
      (file) => metafile.outputs[file] ?? [],
    );
    const bytes = atStart.reduce((sum, output) => sum + output.bytes, 0);
    expect(bytes).toBeGreaterThan(100_000);
    expect(bytes).toBeLessThanOrEqual(most);
    for (const other of channelKinds) {
      const held = atStart.filter(({ inputs }) => inputs[fileOf(other)]?.bytesInOutput);
      expect(held, other).toHaveLength(other === kind ? 1 : 0);
    }
    const held = atStart.flatMap(({ inputs }) => Object.keys(inputs).filter((file) => inputs[file]?.bytesInOutput));
    // Of zod the small form (domain/zod.ts), and one language.
    const needless = /node_modules\/(yaml|leven)\/|core\/src\/config\/|zod\/v4\/(classic|locales\/(?!en\.))/;
    // Who writes to `act` is told what was probably meant.
    const spells = name === "act" ? /node_modules\/leven\/|config\/closest\.ts$/ : /^$/;
    expect(held.filter((file) => needless.test(file) && !spells.test(file))).toEqual([]);
  });
});

describe("the function that delivers", () => {
  it.each([
    ["as it is deployed", {}],
    ["in one file, as `sst dev` has it", { splitting: false, keepNames: true, minify: false }],
  ])("%s, delivers by the kind of channel that its environment names", async (_, changed) => {
    await esbuild.build({
      ...bundling("packages/functions/src/deliver.ts", "deliver", root),
      ...changed,
      outdir: directory,
    });
    writeFileSync(path.join(directory, policyFile), encodePolicy(readPolicy(path.join(root, "ami-refresh.yaml"))));
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    vi.stubEnv("LAMBDA_TASK_ROOT", directory);
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    const place = pathToFileURL(path.join(directory, "deliver.mjs")).href;
    for (const kind of channelKinds) {
      vi.stubEnv("CHANNEL", kind);
      const { handler } = await import(`${place}?${kind}`);
      // Only mails are asked for a confirmation.
      await handler(aBatch([aMailboxRecord("m-1", '{"kind":"confirm"}')]), {});
      const expected = kind === "email" ? "this is no confirmation" : "this is no delivery";
      expect(log.mock.lastCall?.[0], kind).toContain(expected);
    }
  });
});

describe("keys of the SDK's schemas", () => {
  it("are written as the strings that they are, and no others", () => {
    const source = [
      'const _a = "alpha";',
      'const _q = "with \\"quotes\\"";',
      "const _n = 7;",
      "export const X = { [_a]: _a, [_q]: 1, [_n]: 2, [unknown]: 3 };",
    ].join("\n");
    expect(withLiteralKeys(source).split("\n").at(-1)).toBe(
      'export const X = { "alpha": _a, "with \\"quotes\\"": 1, [_n]: 2, [unknown]: 3 };',
    );
  });

  it("leave EC2's schemas what they were", async () => {
    const file = path.join(root, "node_modules/@aws-sdk/client-ec2/dist-es/schemas/schemas_0.js");
    const source = readFileSync(file, "utf8");
    const changed = withLiteralKeys(source);
    expect(source.match(/\[_\w+\]:/g)?.length).toBeGreaterThan(10_000);
    expect(changed.match(/\[_\w+\]:/g)).toBeNull();
    const built = async (name: string, contents: string) => {
      const outfile = path.join(directory, `${name}.mjs`);
      const stdin = { contents, resolveDir: path.dirname(file), loader: "js" as const };
      await esbuild.build({ stdin, bundle: true, format: "esm", platform: "node", outfile });
      const schemas: Record<string, unknown> = await import(pathToFileURL(outfile).href);
      // Schemas name each other by functions, which are the same where what they name is.
      return JSON.stringify(schemas, (_key, value) => (typeof value === "function" ? String(value) : value));
    };
    expect(await built("changed", changed)).toBe(await built("original", source));
  });
});

describe("deploying", () => {
  const place = () => path.join(directory, "bundle.mjs");

  it("puts our bundle into the place of SST's, map and all, and leaves what else SST put there", async () => {
    writeFileSync(place(), "// SST's");
    writeFileSync(`${place()}.map`, "{}");
    writeFileSync(path.join(directory, "resource.enc"), "secret");
    await rebundle("packages/functions/src/observe.handler", directory, root);
    const code = readFileSync(place(), "utf8");
    expect(code).toContain("handler");
    expect(code).not.toContain("sourceMappingURL");
    const files = readdirSync(directory);
    expect(files.filter((file) => !/^[\w-]+-[A-Z0-9]{8}\.mjs$/.test(file)).sort()).toEqual([
      "bundle.mjs",
      "bundle.mjs.map",
      "resource.enc",
    ]);
    expect(JSON.parse(readFileSync(`${place()}.map`, "utf8"))).toHaveProperty("mappings");
  });

  it("bundles nothing where nothing is deployed", async () => {
    writeFileSync(place(), "");
    await rebundle("packages/functions/src/observe.handler", directory, root);
    expect(readFileSync(place(), "utf8")).toBe("");
  });
});
