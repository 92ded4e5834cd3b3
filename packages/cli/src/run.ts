import { readPolicy } from "@ami-refresh/core/adapters/configFile.ts";
import { ConfigError } from "@ami-refresh/core/config/problem.ts";
import { check } from "./commands/check.ts";
import { plan } from "./commands/plan.ts";
import { parseOptions, usage } from "./options.ts";
import type { Terminal } from "./terminal.ts";

/** EX_USAGE of sysexits.h: the caller has to change something. */
export const wrongUsage = 64;

/** Runs a command and answers with its exit code. */
export function run(args: readonly string[], terminal: Terminal): number {
  const parsed = parseOptions(args);
  if (parsed.kind === "help") {
    terminal.out(usage);
    return 0;
  }
  if (parsed.kind === "invalid") {
    terminal.err(`${parsed.problems.join("\n")}\n\n${usage}`);
    return wrongUsage;
  }
  const { options } = parsed;
  try {
    const policy = readPolicy(options.config);
    return options.command === "check" ? check(policy, options, terminal) : plan(policy, options, terminal);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    if (options.json) {
      terminal.out(`${JSON.stringify({ ok: false, config: options.config, problems: error.problems }, null, 2)}\n`);
    } else {
      terminal.err(`${error.message}\n`);
    }
    return wrongUsage;
  }
}
