import { bearClosedPipe } from "@ami-refresh/core/adapters/closedPipe.ts";
import type { Region } from "../region/region.ts";
import { startTerminal } from "../terminal/startTerminal.ts";
import { openBrowser } from "./openBrowser.ts";

/** Runs until somebody ends it; answers the exit code. */
export async function runLive(region: Region, open: boolean, start: () => void): Promise<number> {
  const quit = Promise.withResolvers<void>();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => quit.resolve());
  bearClosedPipe(process.stdout, quit.resolve);
  const terminal = startTerminal({
    stream: process.stdout,
    input: process.stdin,
    view: region.view,
    onQuit: quit.resolve,
  });
  start();
  if (open) await openBrowser(region.url);
  await quit.promise;
  terminal.stop();
  return 0;
}
