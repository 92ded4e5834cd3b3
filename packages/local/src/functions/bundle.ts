import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { bundling } from "@ami-refresh/functions/bundling/bundling.ts";
import { z } from "zod";
import { cacheDirectory } from "./cache.ts";

/** Entry file (absolute) → its bundle. */
export type Bundles = ReadonlyMap<string, string>;

/** What decides how entries are bundled. */
const how = ["bundling", "literalKeys"].map((name) =>
  fileURLToPath(import.meta.resolve(`@ami-refresh/functions/bundling/${name}.ts`)),
);

const Saved = z.object({ bundles: z.record(z.string(), z.string()), inputs: z.record(z.string(), z.string()) });

/**
 * Bundles each entry as functions are bundled that are deployed. A worker on a bundle takes half the memory and half
 * the time to start of a worker that imports the sources. Bundles are kept until one of their inputs changes.
 */
export async function bundle(entries: readonly string[], root: string): Promise<Bundles> {
  const directory = path.join(cacheDirectory(root), "functions");
  const key = digest(JSON.stringify([...entries].sort()), ...how.map((file) => readFileSync(file)));
  const record = path.join(directory, `${key}.json`);
  const saved = read(record);
  if (saved && Object.entries(saved.inputs).every(([file, stamp]) => stampOf(file) === stamp)) {
    const bundles = new Map(Object.entries(saved.bundles));
    if ([...bundles.values()].every((file) => stampOf(file) !== undefined)) return bundles;
  }
  const built = await build(entries, directory, root);
  writeFileSync(`${record}.${process.pid}`, JSON.stringify(built));
  renameSync(`${record}.${process.pid}`, record);
  return new Map(Object.entries(built.bundles));
}

async function build(entries: readonly string[], directory: string, root: string): Promise<z.infer<typeof Saved>> {
  const esbuild = await import("esbuild");
  const results = [];
  // One after the other, each in a process of its own: what esbuild has read it keeps until its process ends, and that is
  // more than all else in a region takes.
  for (const entry of entries) {
    results.push(
      await esbuild.build({
        ...bundling(entry, path.parse(entry).name, root),
        outdir: directory,
        sourcemap: "linked",
        write: false,
      }),
    );
    await esbuild.stop();
  }
  const inputs = results.flatMap(({ metafile }) =>
    Object.keys(metafile.inputs).map((file) => path.resolve(root, file)),
  );
  const outputs = results.flatMap(({ outputFiles }) => outputFiles);
  const home = path.join(directory, digest(...outputs.map((file) => file.contents)));
  place(outputs, home);
  return {
    bundles: Object.fromEntries(entries.map((entry) => [entry, path.join(home, `${path.parse(entry).name}.mjs`)])),
    inputs: Object.fromEntries(inputs.flatMap((file) => entryOf(file, stampOf(file)))),
  };
}

/** A directory is named after its contents, and appears whole or not at all: other processes may be reading it. */
function place(files: readonly { path: string; contents: Uint8Array }[], home: string): void {
  mkdirSync(path.dirname(home), { recursive: true });
  const temporary = mkdtempSync(`${home}-`);
  for (const file of files) writeFileSync(path.join(temporary, path.basename(file.path)), file.contents);
  try {
    renameSync(temporary, home);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    if (stampOf(home) === undefined) throw error;
  }
}

const entryOf = (file: string, stamp: string | undefined): [string, string][] => (stamp ? [[file, stamp]] : []);

function stampOf(file: string): string | undefined {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat && `${stat.size} ${stat.mtimeMs}`;
}

function read(record: string): z.infer<typeof Saved> | undefined {
  try {
    return Saved.parse(JSON.parse(readFileSync(record, "utf8")));
  } catch {
    return undefined;
  }
}

function digest(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex").slice(0, 16);
}
