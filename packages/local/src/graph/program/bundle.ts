import { readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { z } from "zod";
import { platform, root } from "../platform.ts";

export interface Program {
  readonly config: { app(input: { stage: string }): App | Promise<App>; run(): Promise<unknown> };
  readonly run: (program: () => Promise<unknown>) => Promise<Record<string, unknown>>;
}
export interface App {
  readonly name: string;
  readonly removal?: string;
  readonly protect?: boolean;
  readonly providers?: { readonly aws?: { readonly region?: string } };
}

const Providers = z.array(z.object({ package: z.string(), alias: z.string() }));

const banner = `
import { createRequire as topLevelCreateRequire } from 'module';
const require = topLevelCreateRequire(import.meta.url);
import { fileURLToPath as topLevelFileUrlToPath, URL as topLevelURL } from "url"
const __filename = topLevelFileUrlToPath(import.meta.url)
const __dirname = topLevelFileUrlToPath(new topLevelURL(".", import.meta.url))
`;

/** Bundles sst.config.ts as SST does before it runs it (pkg/js/js.go, pkg/project/run.go), and imports the bundle. */
export async function loadProgram(): Promise<Program> {
  const outfile = path.join(platform, `sst.synth.${process.pid}.mjs`);
  const providers = Providers.parse(JSON.parse(readFileSync(path.join(root, ".sst/provider-lock.json"), "utf8")));
  const globals = [
    ...providers.map((provider) => `import * as ${provider.alias} from "${provider.package}";`),
    `import * as sst from "${platform}/src/components";`,
  ].join("\n");
  const esbuild: typeof import("esbuild") = createRequire(import.meta.url)("esbuild");
  try {
    await esbuild.build({
      stdin: {
        resolveDir: root,
        sourcefile: "eval.ts",
        loader: "ts",
        contents: `export { run } from "${platform}/src/auto/run.ts"; export { default as config } from "${root}/sst.config.ts";`,
      },
      banner: { js: banner },
      inject: [path.join(platform, "src/shim/run.js")],
      nodePaths: [path.join(platform, "node_modules")],
      mainFields: ["module", "main"],
      external: [
        "@pulumi/*",
        "undici",
        "@pulumiverse/*",
        "@sst-provider/*",
        "@aws-sdk/*",
        "esbuild",
        "archiver",
        "glob",
        "vite",
      ],
      format: "esm",
      platform: "node",
      sourcemap: "inline",
      bundle: true,
      outfile,
      logLevel: "silent",
      plugins: [
        {
          name: "InjectGlobals",
          setup(build) {
            build.onLoad({ filter: /\.(js|ts|jsx|tsx)$/ }, ({ path: file }) =>
              file.startsWith(path.join(root, ".sst"))
                ? undefined
                : { contents: `${globals}\n${readFileSync(file, "utf8")}`, loader: "default" },
            );
          },
        },
      ],
    });
    return await import(outfile);
  } finally {
    rmSync(outfile, { force: true });
  }
}
