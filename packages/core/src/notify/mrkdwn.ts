import type { Temporal } from "../domain/temporal.ts";
import { oneLine, type Piece, type Text } from "./text.ts";
import { writeMoment } from "./times.ts";

/** A text in Slack's mrkdwn, at most `max` characters long; what does not fit ends in an ellipsis. */
export function mrkdwn(text: Text, zone: string, max: number): string {
  let written = "";
  for (const piece of text) {
    const next = write(piece, zone);
    if (written.length + next.length <= max) {
      written += next;
      continue;
    }
    return typeof piece === "string" ? written + fitting(piece, max - written.length) : closed(written, max);
  }
  return written;
}

/**
 * Lines joined by breaks, as many as fit into `max` characters; the last says how many are missing. The first
 * `always` lines (a title) do not count as missing.
 */
export function budgeted(lines: readonly string[], max: number, always: number): string {
  const whole = lines.join("\n");
  if (whole.length <= max) return whole;
  const reserve = "\n… and 00000 more".length;
  const kept: string[] = [];
  let length = 0;
  for (const line of lines) {
    if (length + line.length + 1 > max - reserve) break;
    kept.push(line);
    length += line.length + 1;
  }
  const missing = lines.length - Math.max(kept.length, always);
  return `${kept.join("\n")}\n… and ${missing} more`;
}

function write(piece: Piece, zone: string): string {
  if (typeof piece === "string") return literal(piece);
  if ("strong" in piece) return `*${literal(piece.strong)}*`;
  // Inside code only the backtick has a meaning, and it cannot be escaped.
  if ("code" in piece) return `\`${entities(oneLine(piece.code)).replaceAll("`", "ˋ")}\``;
  return date(piece.at, zone);
}

/** Each reader sees the own zone; where dates cannot be shown, the fallback in the team's. */
function date(at: Temporal.Instant, zone: string): string {
  const unix = Math.floor(at.epochMilliseconds / 1000);
  return `<!date^${unix}^{date_short_pretty} at {time}|${literal(writeMoment(at, zone))}>`;
}

/** As much of a string as fits, with an ellipsis; never half an entity or half a character. */
function fitting(text: string, max: number): string {
  let written = "";
  for (const character of literal(text).match(/&(?:amp|lt|gt);|./gsu) ?? []) {
    if (written.length + character.length + 1 > max) break;
    written += character;
  }
  return max < 1 ? "" : `${written}…`;
}

const closed = (written: string, max: number) => (written.length < max ? `${written}…` : written);

/** https://docs.slack.dev/messaging/formatting-message-text#escaping */
const entities = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

// Bold, italic, struck and code begin or end at the edge of a word, and mrkdwn has no escape for their marks: what is
// no mark of ours is written with the sign that looks like it. Inside a word (base_2026) they mean nothing.
const lookalikes: Readonly<Record<string, string>> = { "*": "∗", _: "ˍ", "~": "∼", "`": "ˋ" };
const atEdge = /(?<![\p{L}\p{N}])[*_~`]|[*_~`](?![\p{L}\p{N}])/gu;

const literal = (text: string) => entities(oneLine(text).replace(atEdge, (mark) => lookalikes[mark] ?? mark));
