import { parseArgs } from "node:util";
import { closest } from "@ami-refresh/core/config/closest.ts";

/** What `npm start` was asked for. */
export interface Options {
  /** Run until every rollout has ended, then report and exit. */
  readonly once: boolean;
  /** Simulated seconds per real second; `max`: jump from event to event; `auto`: quick while everything waits. */
  readonly speed: Speed;
  /** Print the summary as JSON, and nothing else, on stdout. */
  readonly json: boolean;
  readonly open: boolean;
  /** Absent: 4566, or any free port for a one-shot run. 0: any free port. */
  readonly port?: number;
  readonly config: string;
  /** Absent: beside the configuration, or made up from it. */
  readonly fleet?: string;
  /** Files with one EventBridge event each. */
  readonly events: readonly string[];
  /** Epoch milliseconds at which simulated time begins; absent: now. */
  readonly startAt?: number;
}
export type Speed = number | "max" | "auto";

export type Parsed =
  | { readonly kind: "run"; readonly options: Options }
  | { readonly kind: "help" }
  | { readonly kind: "invalid"; readonly problems: readonly string[] };

export const defaultPort = 4566;

export const usage = `Usage: npm start -- [options]

Starts a simulated AWS Region with the example fleet, publishes an image, and shows its rollouts in the terminal
and on a page in the browser.

  --once           run until every rollout has ended, report, and exit 0 if every step succeeded, 1 if not
  --speed N        simulated seconds per real second; max: jump to the next moment at which something happens;
                   auto (default): hurry while everything waits, slow down while instances are replaced.
                   With --once the default is max
  --json           with --once: print the summary as one JSON object on stdout, and nothing else
  --config FILE    the configuration (default: ami-refresh.yaml)
  --fleet FILE     what is in the region at the start (default: FILE.fleet.yaml beside the configuration, else
                   one group per service and environment); none: an empty region
  --event FILE     put the EventBridge event in FILE on the default bus instead of publishing an image; repeatable
  --port N         port of the endpoint and the page (default: ${defaultPort}; with --once any free port)
  --start-at TIME  when simulated time begins, as 2026-11-23T09:00Z (default: now)
  --no-open        do not open the browser
  --help           this text

Exit codes: 0 done, 1 not every step succeeded, 64 wrong options or configuration, 69 the port is in use.
`;

const flags = {
  once: { type: "boolean" },
  speed: { type: "string" },
  json: { type: "boolean" },
  "no-open": { type: "boolean" },
  port: { type: "string" },
  config: { type: "string" },
  fleet: { type: "string" },
  event: { type: "string", multiple: true },
  "start-at": { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;
type Flag = keyof typeof flags;

/** Reads the arguments after the program's name. All problems are told at once. */
export function parseOptions(args: readonly string[]): Parsed {
  const problems: string[] = [];
  const given = new Map<Flag, string[]>();
  // Not strict: parseArgs would stop at the first problem.
  const { tokens } = parseArgs({ args: [...args], options: flags, strict: false, tokens: true });
  for (const [index, token] of tokens.entries()) {
    if (token.kind === "positional" && !follows(tokens[index - 1])) {
      problems.push(`unexpected argument "${token.value}"`);
    }
    if (token.kind !== "option") continue;
    if (!isFlag(token.name)) {
      const meant = closest(token.name, Object.keys(flags));
      problems.push(`unknown option ${token.rawName}${meant ? `; did you mean --${meant}?` : ""}`);
      continue;
    }
    const takesValue = flags[token.name].type === "string";
    if (takesValue && (token.value === undefined || token.value === "" || token.value.startsWith("--"))) {
      problems.push(`${token.rawName} needs a value`);
    } else if (!takesValue && token.value !== undefined) {
      problems.push(`${token.rawName} takes no value`);
    } else {
      given.set(token.name, [...(given.get(token.name) ?? []), token.value ?? ""]);
    }
  }
  if (given.has("help")) return { kind: "help" };

  const read = <T>(flag: Flag, parse: (text: string) => T | undefined, expected: string): T | undefined => {
    const text = given.get(flag)?.at(-1);
    if (text === undefined) return undefined;
    const value = parse(text);
    if (value === undefined) problems.push(`--${flag} ${text}: expected ${expected}`);
    return value;
  };
  const once = given.has("once");
  const speed = read("speed", parseSpeed, "a number above 0, max or auto") ?? (once ? "max" : "auto");
  const port = read("port", parsePort, "a port from 0 to 65535");
  const startAt = read("start-at", parseTime, "a time such as 2026-11-23T09:00Z");
  const fleet = given.get("fleet")?.at(-1);
  if (given.has("json") && !once) problems.push("--json needs --once: the summary is printed when the run has ended");
  if (problems.length > 0) return { kind: "invalid", problems };
  return {
    kind: "run",
    options: {
      once,
      speed,
      json: given.has("json"),
      open: !given.has("no-open"),
      ...(port !== undefined && { port }),
      config: given.get("config")?.at(-1) ?? "ami-refresh.yaml",
      ...(fleet !== undefined && { fleet }),
      events: given.get("event") ?? [],
      ...(startAt !== undefined && { startAt }),
    },
  };
}

/** What stands behind an unknown option is probably its value, and no problem of its own. */
const follows = (token: { kind: string; name?: string } | undefined): boolean =>
  token?.kind === "option" && !isFlag(token.name ?? "");

const isFlag = (name: string): name is Flag => Object.hasOwn(flags, name);

function parseSpeed(text: string): Speed | undefined {
  if (text === "max" || text === "auto") return text;
  const speed = /^\d+(\.\d+)?$/.test(text) ? Number(text) : 0;
  return speed > 0 && speed <= 1e9 ? speed : undefined;
}

function parsePort(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : -1;
  return port >= 0 && port <= 65_535 ? port : undefined;
}

/** ISO 8601 with its offset from UTC: a time without one would be another time on every machine. */
function parseTime(text: string): number | undefined {
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
