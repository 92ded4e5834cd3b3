import { escapeHtml } from "../notify/email/html.ts";
import { style } from "./style.ts";

export const paragraph = (text: string): string => `<p>${escapeHtml(text)}</p>`;

export function form(fields: Readonly<Record<string, string>>, inside: string): string {
  const hidden = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  return `<form method="post">${hidden.join("")}${inside}</form>`;
}

export const button = (text: string, isSecond = false): string =>
  `<button${isSecond ? ' class="second"' : ""}>${escapeHtml(text)}</button>`;

/** `choices` and `label` are our own words. */
export function select(name: string, label: string, choices: Readonly<Record<string, string>>, chosen: string): string {
  const options = Object.entries(choices).map(
    ([value, text]) => `<option value="${value}"${value === chosen ? " selected" : ""}>${text}</option>`,
  );
  return `<label>${label} <select name="${name}">${options.join("")}</select></label>`;
}

interface Frame {
  /** Of the browser's tab; absent: the heading. */
  readonly title?: string;
  readonly wide?: boolean;
  /** A sheet besides that of every page. */
  readonly sheet?: string;
  /** In how many seconds the browser asks for it anew; absent: never. */
  readonly renewal?: number;
}

export const frame = (
  heading: string,
  parts: readonly string[],
  { title = heading, wide = false, sheet, renewal }: Frame = {},
): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">${renewal === undefined ? "" : `\n<meta http-equiv="refresh" content="${renewal}">`}
<title>${escapeHtml(title)}</title>
<style>${style}</style>${sheet === undefined ? "" : `\n<style>${sheet}</style>`}
</head>
<body><main${wide ? ' class="wide"' : ""}>
<h1>${escapeHtml(heading)}</h1>
${parts.join("\n")}
</main></body>
</html>
`;
