import { parseArgs } from "node:util";
import { closest } from "@ami-refresh/core/config/closest.ts";

/** What `npm run synth` was asked for. */
export interface SynthOptions {
  readonly stage: string;
  readonly config?: string;
  readonly region?: string;
  readonly writesSnapshot: boolean;
}

export const usage = `Usage: npm run synth -- --stage NAME [options]

Prints the resources that a deployment of the stage would hold, as JSON, without an AWS account.

  --stage NAME       letters, digits and hyphens
  --config FILE      the configuration (default: ami-refresh.yaml)
  --region NAME      the AWS Region (default: eu-west-2)
  --write-snapshot   write what the local region starts from instead (packages/local/graph.snapshot.json)
  --help             this text

Exit codes: 0 done, 1 failed, 64 wrong options or configuration.
`;

export type Parsed =
  | { readonly kind: "run"; readonly options: SynthOptions }
  | { readonly kind: "help" }
  | { readonly kind: "invalid"; readonly problems: readonly string[] };

const flags = {
  stage: { type: "string" },
  config: { type: "string" },
  region: { type: "string" },
  "write-snapshot": { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/** Reads the arguments after the program's name. All problems are told at once. */
export function parseSynthOptions(args: readonly string[]): Parsed {
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options: flags,
    // Not strict: parseArgs would stop at the first problem.
    strict: false,
    tokens: true,
  });
  if (values.help) return { kind: "help" };
  const problems = tokens.flatMap((token) => (token.kind === "option" ? problemOf(token) : []));
  if (problems.length === 0) problems.push(...positionals.map((text) => `unexpected argument "${text}"`));
  const { stage, config, region } = values;
  if (stage === undefined) problems.push("--stage NAME is missing");
  else if (isText(stage) && !/^[A-Za-z0-9-]+$/.test(stage)) {
    problems.push(`--stage ${stage}: expected letters, digits and hyphens`);
  }
  if (isText(region) && !/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) {
    problems.push(`--region ${region}: expected an AWS Region, such as eu-west-2`);
  }
  if (problems.length > 0 || !isText(stage)) return { kind: "invalid", problems };
  return {
    kind: "run",
    options: {
      stage,
      ...(isText(config) && { config }),
      ...(isText(region) && { region }),
      writesSnapshot: values["write-snapshot"] === true,
    },
  };
}

function problemOf(token: { readonly name: string; readonly rawName: string; readonly value?: string | undefined }) {
  if (!isFlag(token.name)) {
    const meant = closest(token.name, Object.keys(flags));
    return [`unknown option ${token.rawName}${meant ? `; did you mean --${meant}?` : ""}`];
  }
  const takesValue = flags[token.name].type === "string";
  if (takesValue && (token.value === undefined || token.value === "" || token.value.startsWith("--"))) {
    return [`${token.rawName} needs a value`];
  }
  return !takesValue && token.value !== undefined ? [`${token.rawName} takes no value`] : [];
}

const isFlag = (name: string): name is keyof typeof flags => Object.hasOwn(flags, name);
const isText = (value: unknown): value is string => typeof value === "string";
