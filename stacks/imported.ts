import path from "node:path";
import { pathToFileURL } from "node:url";

/**
 * A module of the repository, imported by Node itself and not bundled: SST puts `import * as aws …` before every .js
 * file that it bundles with sst.config.ts, which breaks CommonJS packages such as yaml
 * (https://github.com/anomalyco/sst/issues/6979). `file` is relative to the repository.
 */
export const imported = <Module>(file: string): Promise<Module> =>
  import(pathToFileURL(path.join($cli.paths.root, file)).href);
