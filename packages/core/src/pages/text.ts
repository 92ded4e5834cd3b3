import { escapeHtml } from "../notify/email/html.ts";
import { oneLine, type Piece, type Text } from "../notify/text.ts";
import { writeMoment } from "../notify/times.ts";

/** A text in a page. Its times are in the zone, and say to programs which moment they mean. */
export const html = (text: Text, zone: string): string => text.map((piece) => write(piece, zone)).join("");

function write(piece: Piece, zone: string): string {
  if (typeof piece === "string") return escapeHtml(piece);
  if ("strong" in piece) return `<strong>${escapeHtml(piece.strong)}</strong>`;
  if ("code" in piece) return codes(piece);
  if ("link" in piece) return anchor(piece.link, piece.text);
  return `${piece.on ? "on " : ""}<time datetime="${piece.at}">${escapeHtml(writeMoment(piece.at, zone))}</time>`;
}

/** Whoever looks may be at a terminal, or in Slack. */
const codes = ({ code, inSlack }: Extract<Piece, { readonly code: string }>): string =>
  inSlack === undefined ? inCode(code) : `${inCode(code)} or in Slack ${inCode(inSlack)}`;

const inCode = (text: string) => `<code>${escapeHtml(oneLine(text))}</code>`;

export const anchor = (url: string, text: string): string =>
  `<a href="${escapeHtml(url)}" rel="noreferrer">${escapeHtml(text)}</a>`;
