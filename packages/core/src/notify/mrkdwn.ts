import type { Temporal } from "../domain/temporal.ts";
import { oneLine, type Piece, type Text } from "./text.ts";
import { writeMoment } from "./times.ts";

/**
 * A text in Slack's mrkdwn, at most `max` characters long; what does not fit ends in an ellipsis. Where a text ends in a
 * date (`REASON – until DATE`), what stands before it is cut, and the date kept.
 */
export function mrkdwn(text: Text, zone: string, max: number): string {
  const whole = writeAll(text, zone, max);
  if (!whole.cut || !isDate(text.at(-1))) return whole.text;
  const ending = writeAll(text.slice(-2), zone, max);
  return ending.cut ? whole.text : writeAll(text.slice(0, -2), zone, max - ending.text.length).text + ending.text;
}

function writeAll(text: Text, zone: string, max: number): Written {
  let written = "";
  for (const piece of text) {
    const next = write(piece, zone, max - written.length);
    written += next.text;
    if (next.cut) return { text: written, cut: true };
  }
  return { text: written, cut: false };
}

const isDate = (piece: Piece | undefined) => typeof piece === "object" && "at" in piece;

/** How long each of several texts may be so that all fit into `room`: the short ones whole, the long ones alike. */
export function evenly(texts: readonly string[], room: number): number {
  let left = room;
  for (const [i, { length }] of texts.toSorted((a, b) => a.length - b.length).entries()) {
    const each = Math.floor(left / (texts.length - i));
    if (length > each) return each;
    left -= length;
  }
  return room;
}

/**
 * A title and a line for each row under it, as many as fit into `max` characters; the last line says how many are
 * missing. Of a large fleet only what fits is written at all.
 */
export function listed<T>(title: string, rows: readonly T[], max: number, line: (row: T) => string): string {
  let text = title;
  for (const [i, row] of rows.entries()) {
    const left = rows.length - i;
    const next = `\n${line(row)}`;
    const isLast = left === 1;
    if (text.length + next.length > (isLast ? max : max - moreOf(left).length)) return text + moreOf(left);
    text += next;
  }
  return text;
}

const moreOf = (missing: number) => `\n… and ${missing} more`;

interface Written {
  readonly text: string;
  readonly cut: boolean;
}

/** As much of a piece as `max` characters hold. */
function write(piece: Piece, zone: string, max: number): Written {
  if (typeof piece === "string") return fitting(piece, literal, max);
  if ("strong" in piece) return marked("*", fitting(piece.strong, literal, max - 2));
  if ("code" in piece) return marked("`", fitting(piece.inSlack ?? piece.code, verbatim, max - 2));
  if ("link" in piece) return linked(piece.link, piece.text, max);
  const text = date(piece, zone);
  return text.length <= max ? { text, cut: false } : fitting("…", literal, max);
}

/** A bar would end the address. Where there is no room for both, the text is what matters. */
function linked(url: string, text: string, max: number): Written {
  const label = fitting(text.replaceAll("|", "∣"), literal, max);
  const whole = `<${url}|${label.text}>`;
  return label.cut || label.text === "" || whole.length > max ? label : { text: whole, cut: false };
}

const marked = (mark: string, { text, cut }: Written): Written => ({ text: text && `${mark}${text}${mark}`, cut });

/** As much of a string, escaped, as fits, with an ellipsis if that is not all; never half an entity or character. */
function fitting(text: string, escaped: (text: string) => string, max: number): Written {
  // Escaping shortens nothing: what lies beyond `max` need not be looked at.
  const whole = escaped(text.slice(0, Math.max(0, max + 1)));
  if (whole.length <= max) return { text: whole, cut: false };
  let kept = "";
  for (const character of whole.match(/&(?:amp|lt|gt);|./gsu) ?? []) {
    if (kept.length + character.length >= max) break;
    kept += character;
  }
  return { text: max < 1 ? "" : `${kept}…`, cut: true };
}

/** Each reader sees the own zone; where dates cannot be shown, the fallback in the team's. */
function date({ at, on, only }: Extract<Piece, { readonly at: Temporal.Instant }>, zone: string): string {
  const unix = Math.floor(at.epochMilliseconds / 1000);
  return `<!date^${unix}^${only ? "{time}" : "{date_short_pretty} at {time}"}|${on ? "on " : ""}${literal(writeMoment(at, zone, only))}>`;
}

/** https://docs.slack.dev/messaging/formatting-message-text#escaping */
const entities = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

// Bold, italic, struck and code begin or end at the edge of a word, and mrkdwn has no escape for their marks: what is
// no mark of ours is written with the sign that looks like it. Inside a word (base_2026) they mean nothing.
const lookalikes: Readonly<Record<string, string>> = { "*": "∗", _: "ˍ", "~": "∼", "`": "ˋ" };
const atEdge = /(?<![\p{L}\p{N}])[*_~`]|[*_~`](?![\p{L}\p{N}])/gu;

/** Inside code only the backtick has a meaning, and it cannot be escaped. */
const verbatim = (text: string) => entities(oneLine(text)).replaceAll("`", "ˋ");

const literal = (text: string) => entities(oneLine(text).replace(atEdge, (mark) => lookalikes[mark] ?? mark));
