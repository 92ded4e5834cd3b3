import { type Deployment, findDeployment } from "@ami-refresh/core/adapters/aws/deployment.ts";
import type { OtherServices } from "@ami-refresh/core/adapters/aws/otherServices.ts";
import type { Policy } from "@ami-refresh/core/domain/policy.ts";
import type { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import type { Terminal } from "../terminal.ts";
import { unreachable } from "./answers.ts";
import { type Connection, clientConfig } from "./connection.ts";
import { timeThere } from "./timeThere.ts";

interface DeployedOptions {
  readonly config: string;
  readonly connection: Connection & { readonly stage?: string };
}

/**
 * The deployed stage, and the time there. Where it was deployed with other services than the configuration's, that is
 * said: what commands foretell would be of another configuration than what happens.
 * @throws Unreachable, NotDeployed
 */
export async function deployed(
  { services }: Policy,
  { config: file, connection }: DeployedOptions,
  terminal: Terminal,
): Promise<Deployment & { readonly now: Temporal.Instant }> {
  try {
    const now = await timeThere(connection, terminal);
    const config = clientConfig(connection, terminal.env);
    const deployment = await findDeployment(config, { now: () => now }, connection.stage);
    // Who may not list queues is told nothing of them: no command but this needs that.
    const others = await deployment.otherServices(Object.keys(services)).catch(() => undefined);
    if (others) terminal.err(warningOf(others, file, deployment.stage));
    return { ...deployment, now };
  } catch (error) {
    if (error instanceof Error && error.name === "NotDeployed") throw error;
    throw unreachable(error);
  }
}

/** Nothing, or a line. */
function warningOf({ undeployed, unnamed }: OtherServices, file: string, stage: string): string {
  const what = [
    ...(undeployed.length > 0 ? [`it names ${shortly(undeployed)}, which the stage does not have`] : []),
    ...(unnamed > 0
      ? [`the stage has ${unnamed} ${unnamed === 1 ? "service" : "services"} that it does not name`]
      : []),
  ];
  if (what.length === 0) return "";
  return `${file} is not what the stage ${stage} was deployed with: ${what.join("; ")}. Its times and teams may be others too: name the file that is, with --config FILE\n`;
}

/** The names of many are no line. */
const shortly = (names: readonly string[]): string =>
  names.length <= 5 ? names.join(", ") : `${names.slice(0, 4).join(", ")} and ${names.length - 4} more`;
