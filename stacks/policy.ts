import path from "node:path";
import { pathToFileURL } from "node:url";

type Core = typeof import("../packages/core/src/adapters/configFile.ts") &
  typeof import("../packages/core/src/domain/footprint.ts");

/** The configuration file, relative to the repository: SST's copyFiles takes no absolute path. */
export const configFile = path.relative(
  $cli.paths.root,
  path.resolve($cli.paths.root, process.env.AMI_REFRESH_CONFIG ?? "ami-refresh.yaml"),
);

// Imported by Node itself and not bundled: SST puts `import * as aws …` before every .js file that it bundles with
// sst.config.ts, which breaks CommonJS packages such as yaml (https://github.com/anomalyco/sst/issues/6979).
async function core<Name extends keyof Core>(file: string, name: Name): Promise<Core[Name]> {
  return (await import(pathToFileURL(path.join($cli.paths.root, "packages/core/src", file)).href))[name];
}
const readPolicy = await core("adapters/configFile.ts", "readPolicy");
const footprintOf = await core("domain/footprint.ts", "footprintOf");

/** All that the stacks may know of the configuration: the local region reuses a graph while this is the same. */
export const footprint = footprintOf(readPolicy(path.join($cli.paths.root, configFile)));
