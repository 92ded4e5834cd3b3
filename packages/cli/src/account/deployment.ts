import { type Deployment, findDeployment } from "@ami-refresh/core/adapters/aws/deployment.ts";
import type { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import type { Terminal } from "../terminal.ts";
import { unreachable } from "./answers.ts";
import { type Connection, clientConfig } from "./connection.ts";
import { timeThere } from "./timeThere.ts";

/**
 * The deployed stage, and the time there.
 * @throws Unreachable, NotDeployed
 */
export async function deployed(
  connection: Connection & { readonly stage?: string },
  terminal: Terminal,
): Promise<Deployment & { readonly now: Temporal.Instant }> {
  try {
    const now = await timeThere(connection, terminal);
    const config = clientConfig(connection, terminal.env);
    return { ...(await findDeployment(config, { now: () => now }, connection.stage)), now };
  } catch (error) {
    if (error instanceof Error && error.name === "NotDeployed") throw error;
    throw unreachable(error);
  }
}
