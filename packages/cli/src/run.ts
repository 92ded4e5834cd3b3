import { readPolicy } from "@ami-refresh/core/adapters/configFile.ts";
import { ConfigError } from "@ami-refresh/core/config/problem.ts";
import type { Policy } from "@ami-refresh/core/domain/policy.ts";
import { check } from "./commands/check.ts";
import { plan } from "./commands/plan.ts";
import { unavailable, wrongUsage } from "./exitCodes.ts";
import { type Options, parseOptions, usage } from "./options.ts";
import type { Terminal } from "./terminal.ts";

/** Runs a command and answers with its exit code. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const parsed = parseOptions(args);
  if (parsed.kind === "help") {
    terminal.out(usage);
    return 0;
  }
  if (parsed.kind === "invalid") {
    terminal.err(`${parsed.problems.join("\n")}\nnpm run ami-refresh -- --help says what there is\n`);
    return wrongUsage;
  }
  const { options } = parsed;
  try {
    return await perform(readPolicy(options.config), options, terminal);
  } catch (error) {
    const code = error instanceof ConfigError ? wrongUsage : isUnreachable(error) ? unavailable : undefined;
    if (code === undefined || !(error instanceof Error)) throw error;
    if (options.json) terminal.out(`${JSON.stringify(asJson(error, options), null, 2)}\n`);
    else terminal.err(`${error.message}\n`);
    return code;
  }
}

/** The clients of the AWS SDK take a while to load: only the commands that need them do so. */
async function perform(policy: Policy, options: Options, terminal: Terminal): Promise<number> {
  switch (options.command) {
    case "check":
      return check(policy, options, terminal);
    case "plan":
      return plan(policy, options, terminal);
    case "doctor":
      return (await import("./commands/doctor.ts")).doctor(policy, options, terminal);
    case "publish-image":
      return (await import("./commands/publishImage.ts")).publishImage(policy, options, terminal);
    case "status":
      return (await import("./commands/status.ts")).status(policy, options, terminal);
    case "subscribe":
    case "unsubscribe":
    case "subscriptions":
    case "hear":
      return (await import("./commands/subscribe.ts")).changeSubscriptions(policy, options, terminal);
    default:
      return (await import("./commands/operate.ts")).operate(policy, options, terminal);
  }
}

/** By name: to know the class would load the clients. */
const isUnreachable = (error: unknown): boolean =>
  error instanceof Error && (error.name === "Unreachable" || error.name === "NotDeployed");

function asJson(error: Error, { config }: Options): object {
  const problems = error instanceof ConfigError ? error.problems : [{ path: "", message: error.message }];
  return { ok: false, config, problems };
}
