import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { z } from "zod";

/** The repository: SST works in its root. */
export const root = path.resolve(import.meta.dirname, "../../../..");
/** Where `sst install` puts SST's components and the Pulumi packages they need. */
export const platform = path.join(root, ".sst/platform");

const Manifest = z.object({ version: z.string() });

/** The version of SST that package.json asks for and npm installed. */
export function wantedVersion(): string {
  const manifest = createRequire(import.meta.url).resolve("sst/package.json");
  return Manifest.parse(JSON.parse(readFileSync(manifest, "utf8"))).version;
}
