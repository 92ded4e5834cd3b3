import path from "node:path";
import type { BuildOptions, Metafile } from "esbuild";
import { literalKeys } from "./literalKeys.ts";

/**
 * How a function is bundled, for AWS and for the local region: one ES module that holds what the function needs to
 * start, minified, and beside it chunks that are read when they are first asked for, such as the SDK's many ways to
 * credentials, of which Lambda needs one. `name` is that of the module, without extension.
 */
export function bundling(entry: string, name: string, root: string) {
  return {
    entryPoints: { [name]: path.resolve(root, entry) },
    absWorkingDir: root,
    bundle: true,
    splitting: true,
    minify: true,
    // With the names of functions and classes kept, a bundle is a twelfth larger, and slower to load.
    keepNames: false,
    metafile: true,
    sourcesContent: false,
    platform: "node",
    format: "esm",
    // As SST takes it for nodejs24.x; Node 22, on which the local region may run, knows it all.
    target: "es2024",
    // The SDK's ES modules, of which esbuild can leave out parts, before its CommonJS.
    mainFields: ["module", "main"],
    outExtension: { ".js": ".mjs" },
    plugins: [literalKeys],
    // For packages that are CommonJS and ask for Node's own modules.
    banner: { js: `import{createRequire as __require}from"node:module";const require=__require(import.meta.url);` },
    logLevel: "silent",
  } satisfies BuildOptions;
}

/**
 * The files of a bundle that are loaded before its handler can be called: the module `name`, and what it imports; and
 * `chosen`, a source file that the module imports dynamically while it starts, with what that imports.
 */
export function loadedAtStart({ outputs }: Metafile, name: string, chosen?: string): ReadonlySet<string> {
  const loaded = new Set<string>();
  const load = (file: string) => {
    const output = outputs[file];
    if (!output || loaded.has(file)) return;
    loaded.add(file);
    for (const { path, kind } of output.imports) if (kind === "import-statement") load(path);
  };
  for (const [file, { entryPoint }] of Object.entries(outputs)) {
    if (path.basename(file) === `${name}.mjs` || (chosen !== undefined && entryPoint === chosen)) load(file);
  }
  return loaded;
}
