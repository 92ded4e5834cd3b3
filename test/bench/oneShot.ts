import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { peakMemory } from "./peakMemory.ts";

/** Runs `npm start`'s one-shot form as a process of its own; wall seconds and its peak resident memory. */
export async function oneShot(): Promise<{ seconds: number; megabytes: number }> {
  const root = new URL("../../", import.meta.url).pathname;
  const { scripts } = JSON.parse(readFileSync(`${root}package.json`, "utf8"));
  const [, ...begun] = String(scripts.start).split(" ");
  const report = `process.on("exit", () => process.stderr.write("\\npeak " + ${peakMemory} + "\\n"))`;
  const start = performance.now();
  const child = spawn(
    process.execPath,
    [
      "--import",
      `data:text/javascript,${encodeURIComponent(report)}`,
      ...begun,
      "--once",
      "--speed",
      "max",
      "--json",
      "--no-open",
    ],
    { cwd: root, stdio: ["ignore", "ignore", "pipe"] },
  );
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  if (code !== 0) throw new Error(`the one-shot run exited with ${code}:\n${errors}`);
  const peak = /peak ([\d.]+)/.exec(errors)?.[1];
  return { seconds: (performance.now() - start) / 1000, megabytes: Number(peak) };
}
