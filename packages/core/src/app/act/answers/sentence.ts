import type { Wrong } from "../../../config/problem.ts";
import { fallback, paragraph, type SlackForm } from "../../../notify/slack.ts";
import { code, join, say, type Text } from "../../../notify/text.ts";

/** Sentences, a paragraph each; `zone`: for clients that cannot show dates in their reader's own. */
export function sentences(texts: readonly Text[], zone: string): SlackForm {
  const text = join(texts, " ");
  return { text: fallback(text, zone), blocks: texts.map((one) => paragraph(one, zone)) };
}

export const sentence = (text: string): SlackForm => sentences([say`${text}`], "UTC");

/** What is wrong and what to do about it, a sentence each. */
export const refusalText = (...wrong: readonly Wrong[]): SlackForm => sentences(wrong.map(refusal), "UTC");

function refusal({ message, remedy }: Wrong): Text {
  const text = remedy === undefined ? message : `${message}: ${remedy}`;
  const end = text.endsWith("?") ? "" : ".";
  return marked(`${text.charAt(0).toUpperCase()}${text.slice(1)}${end}`);
}

/** What stands between backticks as code: names, and what to write. */
export const marked = (text: string): Text =>
  text
    .split(/`([^`]*)`/)
    .map((part, i) => (i % 2 === 1 ? code(part) : part))
    .filter((piece) => piece !== "");
