import type { Request } from "@ami-refresh/core/app/operate.ts";
import { suggest } from "@ami-refresh/core/config/closest.ts";
import { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import type { Connection } from "./account/connection.ts";
import { type Flags, readFlags } from "./flags.ts";
import { flagsOfVerb, isVerb, personOf, requestOf, type Verb } from "./operateOptions.ts";
import {
  flagsOfSubscribing,
  isSubscribing,
  type SubscribeRequest,
  type Subscribing,
  subscribingIn,
} from "./subscribeOptions.ts";

interface Common {
  readonly config: string;
  readonly json: boolean;
}

export interface CheckOptions extends Common {
  readonly command: "check";
}

export interface PlanOptions extends Common {
  readonly command: "plan";
  /** When the image would be published; absent: now. */
  readonly at?: Temporal.Instant;
  /** Absent: every service. */
  readonly service?: string;
}

export interface DoctorOptions extends Common {
  readonly command: "doctor";
  readonly connection: Connection;
  /** Absent: the configuration as it stands, and the Slack token of the only stage that has one. */
  readonly stage?: string;
}

export interface PublishImageOptions extends Common {
  readonly command: "publish-image";
  readonly connection: Connection;
  /** Absent: every stage that is deployed takes it. */
  readonly stage?: string;
  readonly image: string;
  /** Put it on the bus even where nobody would take it. */
  readonly force: boolean;
}

/** What a person wants done to rollouts under way. */
export interface OperateOptions extends Common {
  readonly command: Verb;
  readonly connection: Connection & { readonly stage?: string };
  readonly request: Request;
  /** Do it without asking. */
  readonly yes: boolean;
}

export interface StatusOptions extends Common {
  readonly command: "status";
  readonly connection: Connection & { readonly stage?: string };
  /** Absent: every service. */
  readonly service?: string;
}

/** Who is told. */
export interface SubscribeOptions extends Common {
  readonly command: Subscribing;
  readonly connection: Connection & { readonly stage?: string };
  readonly request: SubscribeRequest;
  /** Who says so, in words. */
  readonly by: string;
}

export type Options =
  | SubscribeOptions
  | CheckOptions
  | PlanOptions
  | DoctorOptions
  | PublishImageOptions
  | OperateOptions
  | StatusOptions;

export type Parsed =
  | { readonly kind: "run"; readonly options: Options }
  | { readonly kind: "help" }
  | { readonly kind: "invalid"; readonly problems: readonly string[] };

export const usage = `Usage: ami-refresh COMMAND [options]

  check                 read the configuration and say what is in it, or everything that is wrong with it
  plan                  say when every service and environment would be refreshed if an image were published,
                        and what each of them would wait for
  doctor                look at an account, and say what there keeps the configuration from working
  publish-image AMI     say who would take the image, and announce it to them
  status [SERVICE]      say how far the rollouts are, and what they wait for
  approve SERVICE ENVIRONMENT     let an image start where somebody has to approve it
  decline SERVICE ENVIRONMENT     end its rollout in the service instead
  cancel SERVICE ENVIRONMENT      stop a refresh that is under way; what it has replaced stays
  roll-back SERVICE ENVIRONMENT   go back to the image from before: in a refresh under way, or after its success
  pause [SERVICE [ENVIRONMENT]]   start nothing there: in everything, a service, or one environment of it
  resume [SERVICE [ENVIRONMENT]]  end such a pause
  subscribe             have an address told: --email or --slack
  unsubscribe           have it told no more; --id: one of its subscriptions only
  subscriptions         list who is told of what, and who is not
  hear                  tell an address again that has unsubscribed, or whose mail has bounced

  --config FILE         the configuration (default: ami-refresh.yaml)
  --json                one JSON object on stdout, and nothing else
  --at TIME             plan: when the image is published, as 2026-11-23T09:00Z (default: now)
  --service NAME        plan: this service only
  --endpoint URL        all but check and plan: where AWS is, as http://127.0.0.1:4566 for the local region
  --region NAME         all but check and plan: the Region (default: as for the AWS CLI)
  --stage NAME          all but check and plan: the deployed stage
  --force               publish-image: announce it even if nobody would take it
  --image AMI           approve, decline: which image (default: the only one that waits for approval there);
                        cancel, roll-back: which image (default: the one that came last there)
  --comment TEXT        approve, decline: for the record and the team
  --team NAME           approve, decline: for which team (default: the only one that may approve)
  --reason TEXT         cancel, roll-back, pause, resume: why; only resume does without
  --yes                 cancel, roll-back: do not ask; needed where nobody can be asked
  --until TIME          pause: when it ends by itself, as "2026-11-23 20:00", or 20:00 for the next one, in the zone of
                        the service's team (without a service: the configuration's); or with its offset as
                        2026-11-23T20:00Z
  --for DURATION        pause: how long it lasts, as 2h or 1d12h
  --email ADDRESS       subscribe, unsubscribe, hear: a mail address
  --slack CHANNEL       subscribe, unsubscribe, hear: #channel, or the id of a channel or a user
  --services, --environments, --families, --events NAME,…
                        subscribe: only these (default: all)
  --severity NAME       subscribe: nothing that matters less: quiet, info, success, warning, failure
  --digest WHEN         subscribe: immediately, hourly, or a time such as "daily 09:00"
  --quiet HOURS         subscribe: when nothing but failures is told, as 22:00-07:00
  --timezone ZONE       subscribe: of its digest, quiet hours and times (default: the configuration's)
  --silenced            subscriptions: only the addresses that are told nothing
  --by NAME             whoever acts: who you are (default: who is signed in on this machine)
  --help                this text

Exit codes: 0 done; 1 doctor: findings, publish-image: not announced, approve and the like: nothing changed;
64 wrong options or configuration; 69 the account cannot be reached.
`;

const common = {
  config: { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;
const account = { endpoint: { type: "string" }, region: { type: "string" }, stage: { type: "string" } } as const;
const flagsOf = {
  check: common,
  plan: { ...common, at: { type: "string" }, service: { type: "string" } },
  doctor: { ...common, ...account },
  "publish-image": { ...common, ...account, force: { type: "boolean" } },
  status: { ...common, ...account },
  approve: { ...common, ...account, ...flagsOfVerb.approve },
  decline: { ...common, ...account, ...flagsOfVerb.decline },
  cancel: { ...common, ...account, ...flagsOfVerb.cancel },
  "roll-back": { ...common, ...account, ...flagsOfVerb["roll-back"] },
  pause: { ...common, ...account, ...flagsOfVerb.pause },
  resume: { ...common, ...account, ...flagsOfVerb.resume },
  subscribe: { ...common, ...account, ...flagsOfSubscribing.subscribe },
  unsubscribe: { ...common, ...account, ...flagsOfSubscribing.unsubscribe },
  subscriptions: { ...common, ...account, ...flagsOfSubscribing.subscriptions },
  hear: { ...common, ...account, ...flagsOfSubscribing.hear },
} as const satisfies Record<Options["command"], Flags>;
const everyFlag = {
  ...flagsOf.plan,
  ...flagsOf["publish-image"],
  ...flagsOf.approve,
  ...flagsOf.cancel,
  ...flagsOf.pause,
  ...flagsOf.subscribe,
  ...flagsOf.unsubscribe,
  ...flagsOf.subscriptions,
};
const commands = [
  "check",
  "plan",
  "doctor",
  "publish-image",
  "status",
  "approve",
  "decline",
  "cancel",
  "roll-back",
  "pause",
  "resume",
  "subscribe",
  "unsubscribe",
  "subscriptions",
  "hear",
] as const;

type Given = ReadonlyMap<string, string>;

/** Reads the arguments after the program's name. All problems are told at once. */
export function parseOptions(args: readonly string[]): Parsed {
  const { given, positionals, problems: flagProblems } = readFlags(args, everyFlag);
  if (given.has("help") || (args.length === 1 && args[0] === "help")) return { kind: "help" };

  const [command, ...rest] = positionals;
  const named = commands.find((name) => name === command);
  const asked = named !== undefined && isVerb(named) ? requestOf(named, rest, given) : undefined;
  const taken = asked ? rest.length : named === "publish-image" || named === "status" ? 1 : 0;
  const unexpected = rest.slice(taken).map((argument) => `unexpected argument "${argument}"`);
  const problems = [...flagProblems, ...unexpected, ...(asked && "problems" in asked ? asked.problems : [])];
  if (command === undefined) problems.push("no command given");
  else if (!named) problems.push(unknownCommand(command));
  for (const flag of given.keys()) {
    if (named && !Object.hasOwn(flagsOf[named], flag)) problems.push(`${named} takes no --${flag}`);
  }
  problems.push(...problemsIn(given), ...(named === "publish-image" ? problemsOfImage(rest[0]) : []));
  if (problems.length > 0 || !named) return { kind: "invalid", problems };
  if (isSubscribing(named)) return subscribing(named, given);
  if (!isVerb(named)) return { kind: "run", options: optionsOf(named, given, rest[0]) };
  if (!asked || "problems" in asked) return { kind: "invalid", problems };
  const connection = textsIn(given, "endpoint", "region", "stage");
  return {
    kind: "run",
    options: { command: named, ...sharedOf(given), connection, request: asked.request, yes: given.has("yes") },
  };
}

function subscribing(command: Subscribing, given: Given): Parsed {
  const read = subscribingIn(command, given);
  const by = personOf(given);
  if ("problems" in read) return { kind: "invalid", problems: read.problems };
  if ("problem" in by) return { kind: "invalid", problems: [by.problem] };
  const connection = textsIn(given, "endpoint", "region", "stage");
  return {
    kind: "run",
    options: { command, ...sharedOf(given), connection, request: read.request, by: `${by.person.name} (cli)` },
  };
}

const sharedOf = (given: Given): Common => ({
  config: given.get("config") ?? "ami-refresh.yaml",
  json: given.has("json"),
});

/** Those of the flags that were given. */
function textsIn<K extends string>(given: Given, ...keys: K[]): { [Key in K]?: string } {
  const texts: { [Key in K]?: string } = {};
  for (const key of keys) {
    const value = given.get(key);
    if (value !== undefined) texts[key] = value;
  }
  return texts;
}

function optionsOf(command: Exclude<Options["command"], Verb | Subscribing>, given: Given, argument = ""): Options {
  const text = <K extends string>(key: K) => textsIn(given, key);
  const shared = sharedOf(given);
  const connection = { ...text("endpoint"), ...text("region") };
  switch (command) {
    case "check":
      return { command, ...shared };
    case "plan": {
      const at = readInstant(given.get("at") ?? "");
      return { command, ...shared, ...text("service"), ...(at && { at }) };
    }
    case "doctor":
      return { command, ...shared, connection, ...text("stage") };
    case "publish-image":
      return { command, ...shared, connection, ...text("stage"), image: argument, force: given.has("force") };
    case "status": {
      const service = argument === "" ? {} : { service: argument };
      return { command, ...shared, connection: { ...connection, ...text("stage") }, ...service };
    }
  }
}

function problemsIn(given: Given): string[] {
  const problems: string[] = [];
  const at = given.get("at");
  if (at !== undefined && !readInstant(at)) problems.push(`--at ${at}: expected a time such as 2026-11-23T09:00Z`);
  const endpoint = given.get("endpoint");
  if (endpoint !== undefined && !/^https?:$/.test(URL.parse(endpoint)?.protocol ?? "")) {
    problems.push(`--endpoint ${endpoint}: expected a URL such as http://127.0.0.1:4566`);
  }
  const region = given.get("region");
  if (region !== undefined && !/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) {
    problems.push(`--region ${region}: expected a Region such as eu-west-2`);
  }
  const stage = given.get("stage");
  if (stage !== undefined && !/^[A-Za-z0-9-]+$/.test(stage)) {
    problems.push(`--stage ${stage}: expected the name of a stage: letters, digits and hyphens`);
  }
  return problems;
}

function problemsOfImage(image: string | undefined): string[] {
  if (image === undefined) return ["no image given: publish-image takes the id of an AMI"];
  return /^ami-[0-9a-f]{8}([0-9a-f]{9})?$/.test(image)
    ? []
    : [`${image}: expected the id of an AMI such as ami-0abc1234`];
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
