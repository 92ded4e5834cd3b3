import { type Fact, type Message, pageName, type Row, type Severity, type Table } from "../message.ts";
import { oneLine, type Piece, type Text } from "../text.ts";
import { writeMoment } from "../times.ts";
import { plain } from "./plain.ts";
import { shorten } from "./shorten.ts";
import { colours, darkMode, styles } from "./style.ts";

const labels: Readonly<Record<Severity, string>> = {
  quiet: "For information",
  info: "For information",
  success: "Success",
  warning: "Please check",
  failure: "Failure",
};

/**
 * The HTML part of a mail: tables and inline styles, since many readers know nothing else; no images, no links but to
 * the AWS console, to the page of the rollout and to `manage`, where its reader says what they are told; nothing to load.
 * Readers that know media queries show it dark where the person likes that.
 */
export function toHtml(message: Message, manage?: string): string {
  const { severity, headline, lead, facts, tables, next, footer, zone, page } = message;
  const write = (text: Text) => html(text, zone);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(headline)}</title>
<style>${darkMode}</style>
</head>
<body class="page" style="${styles.page}">
<div style="${styles.preheader}">${escapeHtml(plain(lead, zone))}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" class="page" style="${styles.outer}">
<tr><td align="center" style="${styles.margin}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" class="card" style="${styles.card}">
<tr><td style="${styles.stripe}background:${colours[severity].strong}">&nbsp;</td></tr>
<tr><td style="${styles.cell}">
<p class="label-${severity}" style="${styles.label}color:${colours[severity].text}">${labels[severity]}</p>
<h1 class="text" style="${styles.headline}">${escapeHtml(headline)}</h1>
<p class="text" style="${styles.paragraph}">${write(lead)}</p>
${page === undefined ? "" : `<p class="text" style="${styles.paragraph}">${anchor(page, pageName)}</p>\n`}${tables.map((table) => rowsTable(table, zone)).join("\n")}
<h2 class="text" style="${styles.title}">What happens next</h2>
${next.map((sentence) => `<p class="text" style="${styles.paragraph}">${write(sentence)}</p>`).join("\n")}
${factsTable(facts, zone)}
</td></tr>
<tr><td class="faint line" style="${styles.footer}">${escapeHtml(footer)} Times are in ${escapeHtml(zone)}.${manage === undefined ? "" : manageLink(manage)}</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
}

/** Leads to what its reader is told. */
const manageLink = (url: string): string =>
  `<br><a class="faint" style="${styles.footerLink}" href="${escapeHtml(url)}">Unsubscribe, or change what you are told</a>`;

function factsTable(facts: readonly Fact[], zone: string): string {
  const rows = facts.map(
    ({ name, value }) => `<tr>
<td class="faint" style="${styles.factName}">${escapeHtml(name)}</td>
<td class="text" style="${styles.factValue}">${html(value, zone)}</td>
</tr>`,
  );
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="${styles.facts}">
${rows.join("\n")}
</table>`;
}

function rowsTable({ title, rows }: Table, zone: string): string {
  const { shown, more } = shorten(rows);
  const rest = more > 0 ? `\n<tr><td class="faint line" style="${styles.row}">… and ${more} more</td></tr>` : "";
  return `<h2 class="text" style="${styles.title}">${escapeHtml(title)}</h2>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="${styles.rows}">
${shown.map((row) => tableRow(row, zone)).join("\n")}${rest}
</table>`;
}

function tableRow({ name, value, notes, href }: Row, zone: string): string {
  const title = href === undefined ? escapeHtml(name) : anchor(href, name);
  const particulars = notes.map((note) => `<div class="faint" style="${styles.note}">${html(note, zone)}</div>`);
  return `<tr><td class="text line" style="${styles.row}"><strong>${title}</strong>${value.length === 0 ? "" : `: ${html(value, zone)}`}${particulars.join("")}</td></tr>`;
}

const html = (text: Text, zone: string): string => text.map((piece) => write(piece, zone)).join("");

function write(piece: Piece, zone: string): string {
  if (typeof piece === "string") return escapeHtml(piece);
  if ("strong" in piece) return `<strong>${escapeHtml(piece.strong)}</strong>`;
  if ("code" in piece) return `<code class="code" style="${styles.code}">${escapeHtml(piece.code)}</code>`;
  if ("link" in piece) return anchor(piece.link, piece.text);
  return `${piece.on ? "on " : ""}<span style="white-space:nowrap">${escapeHtml(writeMoment(piece.at, zone, piece.only))}</span>`;
}

const anchor = (url: string, text: string) =>
  `<a class="link" href="${escapeHtml(url)}" style="${styles.link}">${escapeHtml(text)}</a>`;

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
export const escapeHtml = (text: string) =>
  oneLine(text).replace(/[&<>"']/g, (character) => entities[character] ?? character);
