import { styleText } from "node:util";
import { columnsOf, plainLine, take } from "./width.ts";

/** A line before it is painted: widths are reckoned on plain text, colours come last. */
export type Line = readonly Span[];
export type Span = string | { readonly text: string; readonly style: Style };
export type Style = Parameters<typeof styleText>[0];

export const styled = (style: Style, text: string): Span => ({ text, style });

/** One line of at most `columns`; an ellipsis at its end says that something is missing. */
export function paint(line: Line, columns: number, colour: boolean): string {
  const spans = line.map((span) => ({
    text: plainLine(typeof span === "string" ? span : span.text),
    style: typeof span === "string" ? undefined : span.style,
  }));
  const whole = columnsOf(spans.map(({ text }) => text).join(""));
  let left = columns;
  let result = "";
  for (const [index, { text, style }] of spans.entries()) {
    const rest = columnsOf(
      spans
        .slice(index + 1)
        .map((span) => span.text)
        .join(""),
    );
    const width = columnsOf(text);
    // Cut where the ellipsis has to stand: here if this span fills the line and more would follow.
    const full = whole > columns && (width > left || (width === left && rest > 0));
    const shown = full ? `${take(text, left - 1)}…` : text;
    // The stream was judged by whoever chose `colour`; styleText would ask again.
    result += colour && style ? styleText(style, shown, { validateStream: false }) : shown;
    if (full) break;
    left -= width;
  }
  return colour ? result : result.trimEnd();
}
