import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { bundling, loadedAtStart } from "@ami-refresh/functions/bundling/bundling.ts";
import { withLiteralKeys } from "@ami-refresh/functions/bundling/literalKeys.ts";
import { rebundle } from "@ami-refresh/functions/bundling/rebundle.ts";
import * as esbuild from "esbuild";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

// Bundling takes a second, and longer where everything else is tested at the same time.
vi.setConfig({ testTimeout: 30_000 });

const root = path.resolve(import.meta.dirname, "../..");

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "ami-refresh-bundling-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

describe("a function's bundle", () => {
  it.each([
    ["publish", 450_000],
    ["observe", 450_000],
    ["links", 450_000],
    ["mailFeedback", 450_000],
    ["reconcile", 450_000],
    ["refresh", 900_000],
    ["notify", 450_000],
    ["deliverSlack", 450_000],
    ["deliverEmail", 450_000],
    ["deliverSns", 450_000],
    ["deliverWebhook", 450_000],
    ["interact", 300_000],
    ["act", 450_000],
  ])("%s loads at most %i bytes to start, and nothing that reads YAML", async (name, most) => {
    const { metafile } = await esbuild.build({
      ...bundling(`packages/functions/src/${name}.ts`, name, root),
      outdir: directory,
      write: false,
    });
    const atStart = [...loadedAtStart(metafile, name)].flatMap((file) => metafile.outputs[file] ?? []);
    const bytes = atStart.reduce((sum, output) => sum + output.bytes, 0);
    expect(bytes).toBeGreaterThan(100_000);
    expect(bytes).toBeLessThanOrEqual(most);
    const held = atStart.flatMap(({ inputs }) => Object.keys(inputs).filter((file) => inputs[file]?.bytesInOutput));
    // Of zod the small form (domain/zod.ts), and one language.
    const needless = /node_modules\/(yaml|leven)\/|core\/src\/config\/|zod\/v4\/(classic|locales\/(?!en\.))/;
    // Who writes to `act` is told what was probably meant.
    const spells = name === "act" ? /node_modules\/leven\/|config\/closest\.ts$/ : /^$/;
    expect(held.filter((file) => needless.test(file) && !spells.test(file))).toEqual([]);
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
