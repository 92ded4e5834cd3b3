import { stripVTControlCharacters } from "node:util";

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
// East Asian wide and fullwidth letters (Unicode Standard Annex 11, the large blocks) and emoji take two columns.
const wide =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u;
const invisible = /^[\p{Mark}\p{Cf}]+$/u;
// Line feeds, bells and half escape sequences would break the frame.
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is taken out
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g;

/** Text that may come from anywhere, on one line and without anything that a terminal would obey. */
export const plainLine = (text: string): string => stripVTControlCharacters(text).replace(control, " ");

const widthOf = (grapheme: string): number => (invisible.test(grapheme) ? 0 : wide.test(grapheme) ? 2 : 1);

/** Columns that a plain line takes. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const { segment } of segmenter.segment(text)) columns += widthOf(segment);
  return columns;
}

/** As much of a plain line's beginning as fits into so many columns. */
export function take(text: string, columns: number): string {
  let result = "";
  let left = columns;
  for (const { segment } of segmenter.segment(text)) {
    left -= widthOf(segment);
    if (left < 0) break;
    result += segment;
  }
  return result.trimEnd();
}

/** Exactly so many columns; an ellipsis says that something is missing. */
export function fill(text: string, columns: number): string {
  const short = columnsOf(text) <= columns ? text : `${take(text, columns - 1)}…`;
  return short + " ".repeat(Math.max(0, columns - columnsOf(short)));
}
