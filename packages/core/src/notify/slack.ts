import { type Message, pageName, type Row, type Severity, type Table } from "./message.ts";
import { evenly, listed, mrkdwn } from "./mrkdwn.ts";
import { clip, link, oneLine, say, strong, type Text } from "./text.ts";

/** What chat.postMessage takes: blocks, and the text for notifications and readers that cannot show blocks. */
export interface SlackForm {
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
}
export interface SlackBlock {
  readonly type: string;
  readonly [key: string]: unknown;
}

// https://docs.slack.dev/reference/block-kit/blocks: 50 blocks a message; 150 characters in a header, 3000 in a
// section's text, 2000 in a field or an element of a context, 10 fields a section.
const limits = { blocks: 50, header: 150, section: 3000, field: 2000, fields: 10 } as const;

const marks: Readonly<Record<Severity, string>> = {
  quiet: "⏭️",
  info: "🔄",
  success: "✅",
  warning: "⚠️",
  failure: "🔴",
};

/** Slack's form of a message. `inThread`: it stands below the rollout's own, which says what its image is. */
export function toSlack(message: Message, { inThread = false } = {}): SlackForm {
  const { zone, lead, next, footer, page } = message;
  const head = [header(message), paragraph(lead, zone)];
  const room = share(next.map((text) => fallback(text, zone)));
  const sentence = (text: Text) => mrkdwn(text, zone, room);
  const tail = [
    section(listed("*What happens next*", next, limits.section, sentence)),
    ...fields(message, inThread),
    context(page === undefined ? [footer] : [footer, " · ", link(page, pageName)], zone),
  ];
  const tables = message.tables.slice(0, limits.blocks - head.length - tail.length);
  return {
    text: fallback(message.subject, zone),
    blocks: [...head, ...tables.map((table) => section(listing(table, zone))), ...tail],
  };
}

/** A text in a section of its own, and as what notifications show. */
export const paragraph = (text: Text, zone: string): SlackBlock => section(fallback(text, zone));
export const fallback = (text: Text, zone: string): string => mrkdwn(text, zone, limits.section);

export function header({ severity, headline }: Pick<Message, "severity" | "headline">): SlackBlock {
  const text = clip(`${marks[severity]} ${oneLine(headline)}`, limits.header);
  return { type: "header", text: { type: "plain_text", text, emoji: false } };
}

function fields({ facts, zone }: Message, inThread: boolean): SlackBlock[] {
  const all = facts.filter(({ isKnown }) => !(inThread && isKnown)).slice(0, limits.fields);
  if (all.length === 0) return [];
  const each = all.map(({ name, value }) => {
    const label = mrkdwn([strong(name)], zone, limits.header);
    return markdown(`${label}\n${mrkdwn(value, zone, limits.field - label.length - 1)}`);
  });
  return [{ type: "section", fields: each }];
}

/** A table as the text of a section. */
export function listing({ title, rows }: Table, zone: string): string {
  const heading = mrkdwn([strong(title)], zone, limits.header);
  const whole = rows.map((row) => ({ row, text: item(row, zone, limits.section) }));
  const max = share(whole.map(({ text }) => text));
  return listed(heading, whole, limits.section, ({ row, text }) => (text.length <= max ? text : item(row, zone, max)));
}

function item({ name, value, notes, href, mark = "•" }: Row, zone: string, max: number): string {
  const title = href === undefined ? strong(name) : link(href, name);
  const first = value.length === 0 ? say`${title}` : say`${title}: ${value}`;
  const lines = [first, ...notes].map((line, i) => ({ line, before: i === 0 ? `${mark} ` : "\n    ◦ " }));
  const whole = lines.map(({ line, before }) => before + mrkdwn(line, zone, max - before.length));
  const each = evenly(whole, max);
  return lines
    .map(({ line, before }, i) => {
      const text = whole[i] ?? "";
      return text.length <= each ? text : before + mrkdwn(line, zone, each - before.length);
    })
    .join("");
}

/** How many characters each line of a section may take: what the short ones leave, and enough in any case. */
const share = (lines: readonly string[]) => Math.max(500, evenly(lines, limits.section - 200));

export const section = (text: string): SlackBlock => ({ type: "section", text: markdown(text) });

/** Small print. */
export const context = (text: Text, zone: string): SlackBlock => ({
  type: "context",
  elements: [markdown(mrkdwn(text, zone, limits.field))],
});

// verbatim: Slack is to make no links, channels or mentions of what only looks like them
// (https://docs.slack.dev/reference/block-kit/composition-objects/text-object).
const markdown = (text: string) => ({ type: "mrkdwn", text, verbatim: true });
