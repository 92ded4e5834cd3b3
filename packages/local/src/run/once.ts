import { bearClosedPipe } from "@ami-refresh/core/adapters/closedPipe.ts";
import type { Region } from "../region/region.ts";
import { startTerminal } from "../terminal/startTerminal.ts";
import { settled } from "./settled.ts";
import { shortcomings } from "./verdict.ts";

const interrupted = 130;

/** Runs until every rollout has ended; answers the exit code. Prints the summary, or shows what happens. */
export async function runOnce(region: Region, json: boolean, start: () => void): Promise<number> {
  const end = settled(region);
  const quit = Promise.withResolvers<"quit">();
  bearClosedPipe(process.stdout, () => quit.resolve("quit"));
  const terminal = json
    ? undefined
    : startTerminal({
        stream: process.stdout,
        input: process.stdin,
        view: region.view,
        onQuit: () => quit.resolve("quit"),
      });
  start();
  const how = await Promise.race([end, quit.promise]);
  region.clock.stop();
  terminal?.stop();
  const summary = region.summary();
  if (json) await print(`${JSON.stringify(summary, undefined, 2)}\n`);
  if (how === "quit") return interrupted;
  const reasons = shortcomings(summary);
  for (const reason of reasons) process.stderr.write(`${reason}\n`);
  return reasons.length === 0 ? 0 : 1;
}

const print = (text: string) => new Promise<void>((resolve) => process.stdout.write(text, () => resolve()));
