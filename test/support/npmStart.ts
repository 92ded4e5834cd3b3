import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `npm start`, as npm would run it for somebody in `directory`; it is ended when the test has. */
export const npmStart = (args: readonly string[], directory?: string) =>
  runScript("packages/local/src/main.ts", args, directory);

/** The same for any script. `head()`: what reads its output reads no more. */
export function runScript(file: string, args: readonly string[], directory = process.cwd()) {
  const child = spawn(process.execPath, [file, ...args], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, INIT_CWD: directory, CI: "true" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const told = { stdout: "", stderr: "" };
  child.stdout.on("data", (data) => {
    told.stdout += data;
  });
  child.stderr.on("data", (data) => {
    told.stderr += data;
  });
  const ended = new Promise<Ended>((resolve) => child.on("close", (code) => resolve({ code, ...told })));
  const begun = new Promise<void>((resolve) => child.stdout.once("data", () => resolve()));
  return { ended, begun, interrupt: () => child.kill("SIGINT"), head: () => child.stdout.destroy() };
}

/** A directory with these files, until the test has ended. */
export function aDirectory(files: Readonly<Record<string, unknown>>): string {
  const directory = mkdtempSync(path.join(tmpdir(), "ami-refresh-start-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(path.join(directory, name), typeof content === "string" ? content : JSON.stringify(content));
  }
  return directory;
}

/** A port that somebody listens on until the test has ended. */
export async function aTakenPort(): Promise<number> {
  const { port, close } = await listening();
  onTestFinished(close);
  return port;
}

/** A port that is free at the moment. */
export async function aFreePort(): Promise<number> {
  const { port, close } = await listening();
  await close();
  return port;
}

async function listening() {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { port: address.port, close: () => new Promise<void>((resolve) => void server.close(() => resolve())) };
}
