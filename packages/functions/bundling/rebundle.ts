import { rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";
import { bundling } from "./bundling.ts";

const name = "bundle";

/**
 * Puts our bundle of a handler (`packages/functions/src/publish.handler`) into the place of SST's, for SST's options
 * do not reach far enough: its bundle of the same code is three times as large. The map takes the place of SST's, which
 * goes to the stage's bucket of assets and not into the function.
 */
export async function rebundle(handler: string, directory: string, root: string): Promise<void> {
  const place = path.join(directory, `${name}.mjs`);
  // A synthesis that deploys nothing has nothing bundled.
  if ((await stat(place)).size === 0) return;
  const entry = handler.replace(/\.[^./]+$/, ".ts");
  const { outputFiles } = await build({
    ...bundling(entry, name, root),
    outdir: directory,
    sourcemap: "external",
    write: false,
  });
  await rm(`${place}.map`, { force: true });
  const kept = outputFiles.filter((file) => !file.path.endsWith(".map") || file.path === `${place}.map`);
  await Promise.all(kept.map((file) => writeFile(file.path, file.contents)));
}
