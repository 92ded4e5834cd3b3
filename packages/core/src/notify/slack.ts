import type { Message, Row, Severity, Table } from "./message.ts";
import { budgeted, mrkdwn } from "./mrkdwn.ts";
import { clip, oneLine, say, strong, type Text } from "./text.ts";

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
/** No single row, of a list or of sentences, may use up a section. */
const longestRow = 900;

const marks: Readonly<Record<Severity, string>> = {
  quiet: "⏭️",
  info: "🔄",
  success: "✅",
  warning: "⚠️",
  failure: "🔴",
};

/** Slack's form of a message. */
export function toSlack(message: Message): SlackForm {
  const { zone } = message;
  const tail = [
    section(
      lines(
        "What happens next",
        message.next.map((sentence) => mrkdwn(sentence, zone, longestRow)),
      ),
    ),
    { type: "context", elements: [markdown(mrkdwn([message.footer], zone, limits.field))] },
  ];
  const head = [
    header(message),
    section(mrkdwn(message.lead, zone, limits.section)),
    { type: "section", fields: fields(message) },
  ];
  const tables = message.tables.slice(0, limits.blocks - head.length - tail.length);
  return {
    text: mrkdwn(message.subject, zone, limits.section),
    blocks: [...head, ...tables.map((table) => section(listing(table, zone))), ...tail],
  };
}

function header({ severity, headline }: Message): SlackBlock {
  const text = clip(`${marks[severity]} ${oneLine(headline)}`, limits.header);
  return { type: "header", text: { type: "plain_text", text, emoji: false } };
}

function fields({ facts, zone }: Message) {
  return facts.slice(0, limits.fields).map(({ name, value }) => {
    const label = mrkdwn([strong(name)], zone, limits.header);
    return markdown(`${label}\n${mrkdwn(value, zone, limits.field - label.length - 1)}`);
  });
}

function lines(title: string, rows: readonly string[]): string {
  return budgeted([mrkdwn([strong(title)], "UTC", longestRow), ...rows], limits.section, 1);
}

function listing({ title, rows }: Table, zone: string): string {
  return lines(
    title,
    rows.map((row) => mrkdwnRow(row, zone)),
  );
}

function mrkdwnRow({ name, value, notes }: Row, zone: string): string {
  const first = mrkdwn(say`• ${strong(name)}: ${value}`, zone, longestRow / 2);
  const rest = notes.map((note: Text) => `    ◦ ${mrkdwn(note, zone, longestRow / 2)}`);
  return budgeted([first, ...rest], longestRow, 1);
}

const section = (text: string): SlackBlock => ({ type: "section", text: markdown(text) });

// verbatim: Slack is to make no links, channels or mentions of what only looks like them
// (https://docs.slack.dev/reference/block-kit/composition-objects/text-object).
const markdown = (text: string) => ({ type: "mrkdwn", text, verbatim: true });
