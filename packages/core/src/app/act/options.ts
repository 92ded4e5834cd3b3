import { suggest } from "../../config/closest.ts";
import type { Wrong } from "../../config/problem.ts";
import type { Word } from "./words.ts";

export interface Options {
  /** What stands before the first option. */
  readonly loose: readonly Word[];
  /** What follows each option, up to the next one. */
  readonly given: ReadonlyMap<string, string>;
}

/** `--name value`, `--name=value`. Clients of Slack may write one long dash where two were typed. */
const option = /^(?:--|[–—])([^\s=]+)(?:=(.*))?$/u;

/** Reads options as a terminal does, but for quotes: a value of several words needs none. `usage`: by name, what it takes. */
export function optionsIn(words: readonly Word[], usage: Readonly<Record<string, string>>): Options | { wrong: Wrong } {
  const known = Object.keys(usage);
  const loose: Word[] = [];
  const given = new Map<string, string>();
  let last: string | undefined;
  for (const word of words) {
    const [, name, value = ""] = (!word.quoted && option.exec(word.text)) || [];
    if (name === undefined) {
      if (last === undefined) loose.push(word);
      else given.set(last, `${given.get(last)} ${word.text}`.trim());
    } else if (!known.includes(name)) {
      const dashed = known.map((one) => `--${one}`);
      const otherwise = known.length === 0 ? "it takes none" : `options are ${dashed.join(", ")}`;
      return { wrong: suggest(`there is no option \`--${name}\` here`, `--${name}`, dashed, otherwise) };
    } else if (given.has(name)) {
      return { wrong: { message: `\`--${name}\` stands there twice`, remedy: "say it once" } };
    } else {
      given.set(name, value);
      last = name;
    }
  }
  const [empty] = [...given].flatMap(([name, value]) => (unquoted(value) === "" ? [name] : []));
  if (empty !== undefined) {
    return { wrong: { message: `\`--${empty}\` has no value`, remedy: `write \`--${empty} ${usage[empty]}\`` } };
  }
  return { loose, given: new Map([...given].map(([name, value]) => [name, unquoted(value)])) };
}

/** `--name="some value"` is several words, for the quotes do not stand at its beginning. */
const unquoted = (value: string) =>
  value
    .replace(/^["“”]/, "")
    .replace(/["“”]$/, "")
    .trim();
