import path from "node:path";
import { pathToFileURL } from "node:url";

/** The configuration file, relative to the repository: SST's copyFiles takes no absolute path. */
export const configFile = path.relative(
  $cli.paths.root,
  path.resolve($cli.paths.root, process.env.AMI_REFRESH_CONFIG ?? "ami-refresh.yaml"),
);

// Imported by Node itself and not bundled: SST puts `import * as aws …` before every .js file that it bundles with
// sst.config.ts, which breaks CommonJS packages such as yaml (https://github.com/anomalyco/sst/issues/6979).
const reader = pathToFileURL(path.join($cli.paths.root, "packages/core/src/adapters/configFile.ts")).href;
const core: { readPolicy(path: string): import("../packages/core/src/domain/policy.ts").Policy } = await import(reader);

export const policy = core.readPolicy(path.join($cli.paths.root, configFile));
