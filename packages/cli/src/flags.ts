import { parseArgs } from "node:util";
import { closest } from "@ami-refresh/core/config/closest.ts";

export type Flags = Readonly<Record<string, { readonly type: "boolean" | "string"; readonly short?: string }>>;

export interface ReadFlags<F extends Flags> {
  /** The last value of each flag that was given; empty for a flag without a value. */
  readonly given: ReadonlyMap<keyof F & string, string>;
  readonly positionals: readonly string[];
  readonly problems: readonly string[];
}

/** Reads arguments. All problems are told at once, hence not strictly: parseArgs would stop at the first. */
export function readFlags<F extends Flags>(args: readonly string[], flags: F): ReadFlags<F> {
  const problems: string[] = [];
  const positionals: string[] = [];
  const given = new Map<keyof F & string, string>();
  const isFlag = (name: string): name is keyof F & string => Object.hasOwn(flags, name);
  const { tokens } = parseArgs({ args: [...args], options: flags, strict: false, tokens: true });
  for (const [index, token] of tokens.entries()) {
    if (token.kind === "positional") {
      // What stands behind an unknown option is probably its value, and no problem of its own.
      const before = tokens[index - 1];
      if (before?.kind !== "option" || isFlag(before.name)) positionals.push(token.value);
    }
    if (token.kind !== "option") continue;
    if (!isFlag(token.name)) {
      const meant = closest(token.name, Object.keys(flags));
      problems.push(`unknown option ${token.rawName}${meant ? `: did you mean --${meant}?` : ""}`);
      continue;
    }
    const takesValue = flags[token.name]?.type === "string";
    if (takesValue && (token.value === undefined || token.value === "" || token.value.startsWith("--"))) {
      problems.push(`${token.rawName} needs a value`);
    } else if (!takesValue && token.value !== undefined) {
      problems.push(`${token.rawName} takes no value`);
    } else {
      given.set(token.name, token.value ?? "");
    }
  }
  return { given, positionals, problems };
}
