/** A word that somebody wrote, or several in quotes; `at`: where it begins. */
export interface Word {
  readonly text: string;
  readonly quoted: boolean;
  readonly at: number;
}

// Slack's clients write typographic quotes.
const pattern = /"([^"]*)"|“([^”]*)”|(?<!\S)'([^']*)'(?!\S)|(\S+)/gu;

export const wordsIn = (text: string): Word[] =>
  [...text.matchAll(pattern)].map(({ index, 1: double, 2: curly, 3: single, 4: plain }) => ({
    text: plain ?? double ?? curly ?? single ?? "",
    quoted: plain === undefined,
    at: index,
  }));

/** All that was written from a word on: what stands in the quotes, where it is all in quotes. */
export function restFrom(words: readonly Word[], index: number, text: string): string | undefined {
  const [first, ...others] = words.slice(index);
  if (!first) return undefined;
  const rest = first.quoted && others.length === 0 ? first.text : text.slice(first.at);
  return rest.trim() || undefined;
}

/** As it was typed: Slack escapes three characters (https://docs.slack.dev/messaging/formatting-message-text#escaping). */
export const unescaped = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
