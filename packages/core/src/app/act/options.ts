import { suggest } from "../../config/closest.ts";
import type { Wrong } from "../../config/problem.ts";
import type { Word } from "./words.ts";

export interface Options {
  /** What belongs to no option. */
  readonly loose: readonly Word[];
  /** The value of each option. */
  readonly given: ReadonlyMap<string, string>;
}

/** `--name value`, `--name=value`. Clients of Slack may write one long dash where two were typed. */
const option = /^(?:--|[–—])([^\s=]+)(?:=(.*))?$/u;

/** How many of the words that follow an option are its value, which may be more than there are. */
type Width = (name: string, following: readonly Word[]) => number;
const upToTheNext: Width = () => Number.POSITIVE_INFINITY;

/**
 * Reads options as a terminal does, but for quotes: a value of several words needs none. `usage`: by name, what it takes;
 * without a `width`, that is all that follows up to the next option.
 */
export function optionsIn(
  words: readonly Word[],
  usage: Readonly<Record<string, string>>,
  width = upToTheNext,
): Options | { wrong: Wrong } {
  const known = Object.keys(usage);
  const loose: Word[] = [];
  const given = new Map<string, string>();
  let last: string | undefined;
  let left = 0;
  for (const [index, word] of words.entries()) {
    const [, name, value = ""] = (!word.quoted && option.exec(word.text)) || [];
    if (name === undefined) {
      if (last === undefined || left === 0) loose.push(word);
      else given.set(last, `${given.get(last)} ${word.text}`.trim());
      left = Math.max(0, left - 1);
    } else if (!known.includes(name)) {
      const dashed = known.map((one) => `--${one}`);
      const otherwise = known.length === 0 ? "it takes none" : `options are ${dashed.join(", ")}`;
      return { wrong: suggest(`there is no option \`--${name}\` here`, `--${name}`, dashed, otherwise) };
    } else if (given.has(name)) {
      return { wrong: { message: `\`--${name}\` stands there twice`, remedy: "say it once" } };
    } else {
      given.set(name, value);
      last = name;
      const following = words.slice(index + 1);
      left = value === "" ? width(name, following) : width(name, [{ ...word, text: value }, ...following]) - 1;
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
