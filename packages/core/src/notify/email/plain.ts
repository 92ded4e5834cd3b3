import { type Message, pageName, type Row, type Table } from "../message.ts";
import { oneLine, type Piece, type Text } from "../text.ts";
import { writeMoment } from "../times.ts";
import { shorten } from "./shorten.ts";

/** The text part of a mail: the same as the HTML, for those who read without it. */
export function toPlainText(message: Message, manage?: string): string {
  const { zone, page } = message;
  const width = Math.max(...message.facts.map(({ name }) => name.length)) + 2;
  const paragraphs = [
    oneLine(message.headline),
    plain(message.lead, zone),
    ...(page === undefined ? [] : [`${pageName}: ${page}`]),
    ...message.tables.map((table) => listing(table, zone)),
    ["What happens next", ...message.next.map((sentence) => `- ${plain(sentence, zone)}`)].join("\n"),
    message.facts.map(({ name, value }) => `${`${name}:`.padEnd(width)}${plain(value, zone)}`).join("\n"),
    `--\n${oneLine(message.footer)} Times are in ${zone}.${manage === undefined ? "" : `\nUnsubscribe, or change what you are told: ${manage}`}`,
  ];
  return `${paragraphs.join("\n\n")}\n`;
}

function listing({ title, rows }: Table, zone: string): string {
  const { shown, more } = shorten(rows);
  return [oneLine(title), ...shown.map((row) => item(row, zone)), ...(more > 0 ? [`… and ${more} more`] : [])].join(
    "\n",
  );
}

const item = ({ name, value, notes, href }: Row, zone: string) =>
  [
    `- ${oneLine(name)}${value.length === 0 ? "" : `: ${plain(value, zone)}`}`,
    ...notes.map((note) => `    ${plain(note, zone)}`),
    ...(href === undefined ? [] : [`    ${href}`]),
  ].join("\n");

/** A text on one line, without styles. */
export const plain = (text: Text, zone: string): string => text.map((piece) => write(piece, zone)).join("");

function write(piece: Piece, zone: string): string {
  if (typeof piece === "string") return oneLine(piece);
  if ("strong" in piece) return oneLine(piece.strong);
  if ("code" in piece) return oneLine(piece.code);
  if ("link" in piece) return `${oneLine(piece.text)} (${piece.link})`;
  return `${piece.on ? "on " : ""}${writeMoment(piece.at, zone, piece.only)}`;
}
