import type { Temporal } from "../domain/temporal.ts";

/**
 * A text before any channel gives it a form: plain strings, which each channel escapes, and moments, which each
 * channel writes in its own way. `strong` and `code` (an identifier) are the only styles that every channel has.
 */
export type Text = readonly Piece[];
export type Piece =
  | string
  | { readonly strong: string }
  /** `inSlack`: what stands there instead in Slack, where people write something else. */
  | { readonly code: string; readonly inSlack?: string }
  | { readonly link: string; readonly text: string }
  | { readonly at: Temporal.Instant; readonly on?: true; readonly only?: "time" };

export const strong = (text: string): Piece => ({ strong: text });
export const code = (text: string): Piece => ({ code: text });
export const moment = (at: Temporal.Instant): Piece => ({ at });

/** `on Tue 1 Dec 2026, 10:00 GMT`. Slack, in which that may be `today at 10:00`, says it without the `on`. */
export const on = (at: Temporal.Instant): Piece => ({ at, on: true });

/** The time of day, where the date has been said. */
export const timeOfDay = (at: Temporal.Instant): Piece => ({ at, only: "time" });

/** A text that leads to a page; the address is ours, and escaped where it is put together (awsConsole.ts). */
export const link = (url: string, text: string): Piece => ({ link: url, text });

/** say`refreshed to ${code(id)} ${on(at)}` */
export function say(strings: TemplateStringsArray, ...values: readonly (Piece | Text | number)[]): Text {
  return strings
    .flatMap((string, i): Text => {
      const value = values[i];
      if (value === undefined) return [string];
      if (typeof value === "number") return [string, String(value)];
      return [string, ...(isText(value) ? value : [value])];
    })
    .filter((piece) => piece !== "");
}

/** Texts one after the other with `between` in the gaps. */
export function join(texts: readonly Text[], between: string): Text {
  return texts.flatMap((text, i) => (i === 0 ? text : [between, ...text]));
}

/** `a`, `a and b`, `a, b and c`. */
export function list(texts: readonly Text[]): Text {
  const last = texts.at(-1);
  if (!last || texts.length === 1) return last ?? [];
  return [...join(texts.slice(0, -1), ", "), " and ", ...last];
}

/** `a, b and 3 more`, of which at most `most` are named; those that have a page lead to it. */
export function some(
  all: readonly { readonly name: string; readonly href?: string | undefined }[],
  most: number,
): Text {
  const shown = all.slice(0, most).map(({ name, href }) => say`${href === undefined ? name : link(href, name)}`);
  const more = all.length > most ? ` and ${all.length - most} more` : "";
  return say`${join(shown, ", ")}${more}`;
}

/** As a sentence: with a capital and a full stop. */
export function sentence([first, ...rest]: Text): Text {
  const capital = typeof first === "string" ? first.charAt(0).toUpperCase() + first.slice(1) : first;
  return [...(capital === undefined ? [] : [capital]), ...rest, "."];
}

/** `1 group`, `2 groups`. */
export const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? "" : "s"}`;

// Controls and line breaks forge headers and lines; the marks that turn the direction of writing disguise names.
const disruptive = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu;

/** A string from outside as part of one line: what would break out of it becomes a space. */
export const oneLine = (text: string): string => text.replace(disruptive, " ");

/** At most `max` UTF-16 units, the last of them an ellipsis where something was cut off. Never half a character. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  const end = max - 1;
  const half = /[\ud800-\udbff]/.test(text.charAt(end - 1));
  return `${text.slice(0, half ? end - 1 : end).trimEnd()}…`;
}

const isText = (value: Piece | Text): value is Text => Array.isArray(value);
