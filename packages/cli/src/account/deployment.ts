import { type Deployment, findDeployment } from "@ami-refresh/core/adapters/aws/deployment.ts";
import { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import { z } from "zod";
import type { Terminal } from "../terminal.ts";
import { unreachable } from "./answers.ts";
import { type Connection, clientConfig, isOnThisMachine } from "./connection.ts";

/**
 * The deployed stage, and the time there.
 * @throws Unreachable, NotDeployed
 */
export async function deployed(
  connection: Connection & { readonly stage?: string },
  terminal: Terminal,
): Promise<Deployment & { readonly now: Temporal.Instant }> {
  const { endpoint = terminal.env.AWS_ENDPOINT_URL } = connection;
  try {
    const deployment = await findDeployment(clientConfig(connection, terminal.env), connection.stage);
    return { ...deployment, now: (await timeAt(endpoint)) ?? terminal.now() };
  } catch (error) {
    if (error instanceof Error && error.name === "NotDeployed") throw error;
    throw unreachable(error);
  }
}

/** A region on this machine may have a clock of its own, and says so. */
async function timeAt(endpoint: string | undefined): Promise<Temporal.Instant | undefined> {
  if (endpoint === undefined || !isOnThisMachine(endpoint)) return undefined;
  try {
    const response = await fetch(new URL("/_local/view", endpoint), { signal: AbortSignal.timeout(5_000) });
    return Temporal.Instant.from(z.object({ now: z.string() }).parse(await response.json()).now);
  } catch {
    return undefined;
  }
}
