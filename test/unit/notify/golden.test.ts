import { toIcs } from "@ami-refresh/core/notify/calendar/ics.ts";
import { describe as describeEvent } from "@ami-refresh/core/notify/describe/index.ts";
import { toEmail } from "@ami-refresh/core/notify/email/index.ts";
import type { Message } from "@ami-refresh/core/notify/message.ts";
import { toSlack } from "@ami-refresh/core/notify/slack.ts";
import { faultOfBlocks } from "@ami-refresh/local/services/slackBlocks.ts";
import { describe, expect, test } from "vitest";
import { checkout, everyKind, payments } from "./events.ts";

/** The messages as they are sent, kept in files to be read: `npx vitest run test/unit/notify -u` writes them anew. */
const golden = (name: string) => `../../golden/${name}`;

const messages = Object.entries(everyKind).map(([kind, event]) => {
  const message = describeEvent(event, { team: payments, service: checkout, region: "eu-west-2" });
  if ("untold" in message) throw new Error(`${kind} is not told: ${message.untold}`);
  return [kind, message] as const;
});

describe.each<readonly [string, Message]>(messages)("the message of kind %s", (kind, message) => {
  test("reads in Slack as it did", async () => {
    const form = toSlack(message);
    expect(faultOfBlocks(form.blocks)).toBeUndefined();
    await expect(`${JSON.stringify(form, null, 2)}\n`).toMatchFileSnapshot(golden(`${kind}.slack.json`));
  });

  test("reads in a mail as it did", async () => {
    const { subject, html, text } = toEmail(message);
    await expect(html).toMatchFileSnapshot(golden(`${kind}.email.html`));
    await expect(`Subject: ${subject}\n\n${text}`).toMatchFileSnapshot(golden(`${kind}.email.txt`));
  });

  test("changes the calendar as it did", async () => {
    const { calendar } = message;
    if (!calendar) return;
    // A diff of carriage returns is no help to a reader.
    const ics = toIcs(calendar, "ami-refresh@example.com").replaceAll("\r\n", "\n");
    await expect(ics).toMatchFileSnapshot(golden(`${kind}.email.ics`));
  });

  test("says what happens next", () => {
    expect(message.next.length).toBeGreaterThan(0);
  });
});
