import { suggest } from "@ami-refresh/core/config/closest.ts";
import { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import { readFlags } from "./flags.ts";

export interface CheckOptions {
  readonly command: "check";
  readonly config: string;
  readonly json: boolean;
}

export interface PlanOptions {
  readonly command: "plan";
  readonly config: string;
  readonly json: boolean;
  /** When the image would be published; absent: now. */
  readonly at?: Temporal.Instant;
  /** Absent: every service. */
  readonly service?: string;
}

export type Parsed =
  | { readonly kind: "run"; readonly options: CheckOptions | PlanOptions }
  | { readonly kind: "help" }
  | { readonly kind: "invalid"; readonly problems: readonly string[] };

export const usage = `Usage: ami-refresh COMMAND [options]

  check            read the configuration and say what is in it, or everything that is wrong with it
  plan             say when every service and environment would be refreshed if an image were published,
                   and what each of them would wait for

  --config FILE    the configuration (default: ami-refresh.yaml)
  --json           one JSON object on stdout, and nothing else
  --at TIME        plan: when the image is published, as 2026-11-23T09:00Z (default: now)
  --service NAME   plan: this service only
  --help           this text

Exit codes: 0 done, 64 wrong options or configuration.
`;

const common = {
  config: { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;
const flagsOf = {
  check: common,
  plan: { ...common, at: { type: "string" }, service: { type: "string" } },
} as const;
const commands = ["check", "plan"] as const;

/** Reads the arguments after the program's name. All problems are told at once. */
export function parseOptions(args: readonly string[]): Parsed {
  const { given, positionals, problems: flagProblems } = readFlags(args, flagsOf.plan);
  if (given.has("help") || (args.length === 1 && args[0] === "help")) return { kind: "help" };

  const [command, ...rest] = positionals;
  const problems = [...flagProblems, ...rest.map((argument) => `unexpected argument "${argument}"`)];
  const named = commands.find((name) => name === command);
  if (command === undefined) problems.push("no command given");
  else if (!named) problems.push(unknownCommand(command));
  for (const flag of given.keys()) {
    if (named && !Object.hasOwn(flagsOf[named], flag)) problems.push(`${named} takes no --${flag}`);
  }
  const at = given.get("at");
  const instant = at === undefined ? undefined : readInstant(at);
  if (at !== undefined && !instant) problems.push(`--at ${at}: expected a time such as 2026-11-23T09:00Z`);
  if (problems.length > 0 || !named) return { kind: "invalid", problems };

  const shared = { config: given.get("config") ?? "ami-refresh.yaml", json: given.has("json") };
  if (named === "check") return { kind: "run", options: { command: "check", ...shared } };
  const service = given.get("service");
  return {
    kind: "run",
    options: {
      command: "plan",
      ...shared,
      ...(instant && { at: instant }),
      ...(service !== undefined && { service }),
    },
  };
}

function unknownCommand(command: string): string {
  const { message, remedy } = suggest(`unknown command ${command}`, command, commands, "");
  return remedy ? `${message}; ${remedy}` : message;
}

/** ISO 8601 with its offset from UTC: a time without one would be another time on every machine. */
function readInstant(text: string): Temporal.Instant | undefined {
  try {
    return Temporal.Instant.from(text);
  } catch {
    return undefined;
  }
}
