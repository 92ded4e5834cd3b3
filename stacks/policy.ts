import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { imported } from "./imported.ts";

/** The configuration file, relative to the repository. Whoever deploys may name another by AMI_REFRESH_CONFIG. */
export const configFile = path.relative(
  $cli.paths.root,
  path.resolve($cli.paths.root, process.env.AMI_REFRESH_CONFIG ?? "ami-refresh.yaml"),
);

const { readPolicy } = await imported<typeof import("../packages/core/src/adapters/configFile.ts")>(
  "packages/core/src/adapters/configFile.ts",
);
const { encodePolicy, policyFile } = await imported<typeof import("../packages/core/src/adapters/policyFile.ts")>(
  "packages/core/src/adapters/policyFile.ts",
);
const { forStage } = await imported<typeof import("../packages/core/src/config/forStage.ts")>(
  "packages/core/src/config/forStage.ts",
);
const { footprintOf } = await imported<typeof import("../packages/core/src/domain/footprint.ts")>(
  "packages/core/src/domain/footprint.ts",
);

const policy = forStage(readPolicy(path.join($cli.paths.root, configFile)), $app.stage);

/** All that the stacks may know of the configuration: the local region reuses a graph while this is the same. */
export const footprint = footprintOf(policy);

/**
 * What is shipped with every function in the configuration's place, narrowed to the stage: what a function takes for its
 * own is what its role lets it touch. SST takes only files below the repository.
 */
export const shippedPolicy = { from: `.sst/ami-refresh/${$app.stage}/${policyFile}`, to: policyFile };

const place = path.join($cli.paths.root, shippedPolicy.from);
mkdirSync(path.dirname(place), { recursive: true });
writeFileSync(`${place}.${process.pid}`, encodePolicy(policy));
renameSync(`${place}.${process.pid}`, place);
