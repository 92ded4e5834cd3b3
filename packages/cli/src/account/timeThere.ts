import { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import { z } from "zod";
import type { Terminal } from "../terminal.ts";
import { type Connection, isOnThisMachine } from "./connection.ts";

/** The time where the account is: a region on this machine may have a clock of its own, and says so. */
export async function timeThere({ endpoint }: Connection, terminal: Terminal): Promise<Temporal.Instant> {
  const url = endpoint ?? terminal.env.AWS_ENDPOINT_URL;
  if (url === undefined || !isOnThisMachine(url)) return terminal.now();
  try {
    const response = await fetch(new URL("/_local/view", url), { signal: AbortSignal.timeout(5_000) });
    return Temporal.Instant.from(z.object({ now: z.string() }).parse(await response.json()).now);
  } catch {
    return terminal.now();
  }
}
