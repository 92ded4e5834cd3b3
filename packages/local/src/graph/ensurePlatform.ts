import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { exclusively } from "./exclusively.ts";
import { platform, root, wantedVersion } from "./platform.ts";

/**
 * Installs SST's platform into .sst/ unless it is there in the version that package.json asks for. Several processes
 * may ask at once: one installs, the others wait. Tells of its progress by `say`.
 * @throws if `sst install` fails, with its output.
 */
export async function ensurePlatform(say: (line: string) => void = toStderr): Promise<void> {
  const version = wantedVersion();
  if (isInstalled(version)) return;
  await exclusively(path.join(root, ".sst/install.lock"), async () => {
    if (isInstalled(version)) return;
    say(`Installing the platform of SST ${version} into .sst/ (once, about a minute) …`);
    await install();
    if (!isInstalled(version)) throw new Error(`sst install left no platform of SST ${version} in ${platform}`);
    say("Installed.");
  });
}

// The packages are unpacked after the version is written; the providers' types come last.
function isInstalled(version: string): boolean {
  const has = (file: string) => existsSync(path.join(platform, file));
  return (
    has("version") &&
    readFileSync(path.join(platform, "version"), "utf8").trim() === version &&
    has("node_modules/@pulumi/pulumi/package.json") &&
    has("node_modules/@pulumi/aws/package.json") &&
    has("config.d.ts")
  );
}

function install(): Promise<void> {
  const sst = path.join(root, "node_modules/.bin/sst");
  const env = {
    ...process.env,
    PATH: `${path.join(root, "node_modules/.bin")}${path.delimiter}${process.env.PATH ?? ""}`,
    SST_TELEMETRY_DISABLED: "1",
    SST_SKIP_DEPENDENCY_CHECK: "1",
    SST_NO_BUN: "1",
  };
  return new Promise((resolve, reject) => {
    const child = spawn(sst, ["install", "--stage", "test"], { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
    const output: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => output.push(chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(`sst install failed (exit ${code}); is the npm registry within reach?\n${Buffer.concat(output)}`),
        );
    });
  });
}

function toStderr(line: string) {
  process.stderr.write(`${line}\n`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await ensurePlatform();
