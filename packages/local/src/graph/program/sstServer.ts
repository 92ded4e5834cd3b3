import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { z } from "zod";
import type { Build } from "../graphData.ts";
import { root } from "../platform.ts";

const Call = z.object({ method: z.string(), params: z.array(z.unknown()) });
const Bootstrap = z.object({ region: z.string() });
const BuildRequest = z.object({
  functionID: z.string(),
  handler: z.string(),
  runtime: z.string(),
  copyFiles: z.array(z.object({ from: z.string(), to: z.string() })),
});

/**
 * The part of SST that is not TypeScript: its components call it by JSON-RPC at $SST_SERVER. It bundles nothing here;
 * it keeps what it was asked to bundle.
 */
export async function startSstServer(workspace: string, account: string): Promise<{ builds: Build[]; url: string }> {
  const builds: Build[] = [];
  const methods: Record<string, (argument: unknown) => unknown> = {
    "Provider.Aws.Bootstrap": (argument) => bootstrap(Bootstrap.parse(argument).region, account),
    "Runtime.Build": (argument) => {
      const request = BuildRequest.parse(argument);
      const fromRoot = request.copyFiles.map(({ from, to }) => ({ from: path.relative(root, from), to }));
      builds.push({ ...request, copyFiles: fromRoot });
      return emptyBundle(workspace, request);
    },
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const call = Call.parse(JSON.parse(Buffer.concat(chunks).toString("utf8")));
    const method = methods[call.method];
    const answer = method ? { result: method(call.params[0]) } : { error: `rpc: can't find method ${call.method}` };
    response.setHeader("connection", "close").end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref();
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the SST server listens on no port");
  return { builds, url: `http://127.0.0.1:${address.port}` };
}

const bootstrap = (region: string, account: string) => ({
  asset: `sst-asset-${region}`,
  state: `sst-state-${region}`,
  assetEcrRegistryId: account,
  assetEcrUrl: "ecr/sst-asset",
});

function emptyBundle(workspace: string, request: { functionID: string; handler: string }) {
  const out = path.join(workspace, `${request.functionID}-src`);
  mkdirSync(out, { recursive: true });
  writeFileSync(path.join(out, "bundle.mjs"), "");
  const source = path.join(root, request.handler.replace(/\.[^./]+$/, ".ts"));
  const errors = existsSync(source) ? [] : [`Handler not found: ${request.handler}`];
  return { out, sourcemaps: [], handler: `bundle${path.extname(request.handler)}`, errors };
}
