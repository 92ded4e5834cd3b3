import { dayText, timeText } from "./when.ts";

/**
 * Slack's mrkdwn (https://docs.slack.dev/messaging/formatting-message-text) as a tree of plain values. Nothing in it is
 * markup any more: whoever draws it puts `text` into text nodes, and `href` is http, https or mailto.
 */
export type Node =
  | { readonly kind: "text" | "code" | "block" | "mention"; readonly text: string }
  | { readonly kind: "bold" | "italic" | "strike" | "quote"; readonly children: readonly Node[] }
  | { readonly kind: "link"; readonly href: string; readonly text: string }
  | { readonly kind: "date"; readonly text: string; readonly at: string };

export interface Reading {
  /** IANA zone of the reader. */
  readonly zone: string;
  /** Epoch milliseconds: what "today" is. */
  readonly now: number;
}

/** The same without any marks, for a line of plain text. */
export function plainMrkdwn(text: string, reading: Reading): string {
  return parseMrkdwn(text, reading).map(plain).join("");
}

const plain = (node: Node): string => ("children" in node ? node.children.map(plain).join("") : node.text);

export function parseMrkdwn(text: string, reading: Reading): Node[] {
  return text.split(/```([\s\S]+?)```/).flatMap((part, index): Node[] => {
    if (index % 2 === 1) return [{ kind: "block", text: unescaped(part.replace(/^\n|\n$/g, "")) }];
    return quotesIn(part, reading);
  });
}

function quotesIn(text: string, reading: Reading): Node[] {
  return text.split(/((?:^(?:&gt;|>) ?.*(?:\n|$))+)/m).flatMap((part): Node[] => {
    if (part === "") return [];
    if (!/^(?:&gt;|>)/.test(part)) return inline(part, reading);
    const quoted = part.replace(/^(?:&gt;|>) ?/gm, "").replace(/\n$/, "");
    return [{ kind: "quote", children: inline(quoted, reading) }];
  });
}

// One alternative for each kind. A mark opens at the edge of a word and closes at one: snake_case_names stay as they are.
const pattern =
  /`(?<code>[^`\n]+)`|<(?<angle>[^<>\n]+)>|(?<![\p{L}\p{N}*])\*(?<bold>[^\s*](?:[^*\n]*[^\s*])?)\*(?![\p{L}\p{N}*])|(?<![\p{L}\p{N}_])_(?<italic>[^\s_](?:[^_\n]*[^\s_])?)_(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}~])~(?<strike>[^\s~](?:[^~\n]*[^\s~])?)~(?![\p{L}\p{N}~])|:(?<emoji>[a-z0-9_+-]+):/gu;

function inline(text: string, reading: Reading): Node[] {
  const nodes: Node[] = [];
  let cursor = 0;
  for (const match of text.matchAll(pattern)) {
    const node = nodeOf(match.groups ?? {}, reading);
    if (!node) continue;
    if (match.index > cursor) nodes.push({ kind: "text", text: unescaped(text.slice(cursor, match.index)) });
    nodes.push(node);
    cursor = match.index + match[0].length;
  }
  if (cursor < text.length) nodes.push({ kind: "text", text: unescaped(text.slice(cursor)) });
  return nodes;
}

function nodeOf(groups: Readonly<Record<string, string | undefined>>, reading: Reading): Node | undefined {
  const { code, angle, bold, italic, strike, emoji } = groups;
  if (code !== undefined) return { kind: "code", text: unescaped(code) };
  if (angle !== undefined) return angled(angle, reading);
  if (bold !== undefined) return { kind: "bold", children: inline(bold, reading) };
  if (italic !== undefined) return { kind: "italic", children: inline(italic, reading) };
  if (strike !== undefined) return { kind: "strike", children: inline(strike, reading) };
  const known = emoji === undefined || !Object.hasOwn(emojis, emoji) ? undefined : emojis[emoji];
  return known === undefined ? undefined : { kind: "text", text: known };
}

/** What stands in angle brackets: a link, a date, a person, a channel, or everybody. */
function angled(text: string, reading: Reading): Node | undefined {
  const bar = text.indexOf("|");
  const target = bar === -1 ? text : text.slice(0, bar);
  const label = bar === -1 ? undefined : unescaped(text.slice(bar + 1));
  if (target.startsWith("!date^")) return dateNode(target, label ?? "", reading);
  if (target.startsWith("!")) return { kind: "mention", text: label ?? `@${target.slice(1)}` };
  if (target.startsWith("@")) return { kind: "mention", text: `@${label ?? target.slice(1)}` };
  if (target.startsWith("#")) return { kind: "mention", text: `#${label ?? target.slice(1)}` };
  const href = safeHref(unescaped(target));
  if (href) return { kind: "link", href, text: label || unescaped(target) };
  return label === undefined ? undefined : { kind: "text", text: label };
}

function safeHref(target: string): string | undefined {
  const url = URL.canParse(target) ? new URL(target) : undefined;
  return url && ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : undefined;
}

/** `!date^1392734382^{date_short} at {time}`: https://docs.slack.dev/messaging/formatting-message-text#date-formatting. */
function dateNode(target: string, fallback: string, { zone, now }: Reading): Node {
  const [, seconds = "", format = ""] = target.split("^");
  const at = Number(seconds) * 1000;
  if (!/^\d{1,12}$/.test(seconds) || format === "") return { kind: "text", text: fallback };
  const text = unescaped(format).replace(/\{(\w+)\}/g, (whole, token: string) => {
    if (token === "time") return timeText(at, zone);
    if (token === "time_secs") return timeText(at, zone, true);
    if (token === "date_num") return new Date(at).toLocaleDateString("sv-SE", { timeZone: zone });
    if (!token.startsWith("date")) return whole;
    return (token.endsWith("_pretty") && prettyDay(at, now, zone)) || dayText(at, zone);
  });
  return { kind: "date", text, at: new Date(at).toISOString() };
}

function prettyDay(at: number, now: number, zone: string): string | undefined {
  const day = 86_400_000;
  const text = dayText(at, zone);
  if (text === dayText(now, zone)) return "today";
  if (text === dayText(now + day, zone)) return "tomorrow";
  if (text === dayText(now - day, zone)) return "yesterday";
  return undefined;
}

/** Slack knows these three escapes and no others. */
const unescaped = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

const emojis: Readonly<Record<string, string>> = {
  arrows_counterclockwise: "🔄",
  calendar: "📅",
  date: "📅",
  fast_forward: "⏩",
  hourglass: "⌛",
  hourglass_flowing_sand: "⏳",
  information_source: "ℹ️",
  leftwards_arrow_with_hook: "↩️",
  no_entry: "⛔",
  rewind: "⏪",
  rocket: "🚀",
  rotating_light: "🚨",
  tada: "🎉",
  warning: "⚠️",
  white_check_mark: "✅",
  x: "❌",
};
