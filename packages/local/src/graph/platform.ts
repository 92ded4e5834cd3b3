import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

/** The repository: SST works in its root. */
export const root = path.resolve(import.meta.dirname, "../../../..");
/** Where `sst install` puts SST's components and the Pulumi packages they need. */
export const platform = path.join(root, ".sst/platform");

const Manifest = z.object({ version: z.string() });

/** The version of SST that package.json asks for and npm installed. */
export function wantedVersion(): string {
  // Its exports leave its package.json out, so it cannot be resolved by name.
  const manifest = path.join(root, "node_modules/sst/package.json");
  return Manifest.parse(JSON.parse(readFileSync(manifest, "utf8"))).version;
}
