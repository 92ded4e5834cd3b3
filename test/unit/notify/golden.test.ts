import { encodeEvent } from "@ami-refresh/core/adapters/aws/domainEvent.ts";
import { toIcs } from "@ami-refresh/core/notify/calendar/ics.ts";
import { describe as describeEvent, isOfRollout, type TeamEvent } from "@ami-refresh/core/notify/describe/index.ts";
import { toEmail } from "@ami-refresh/core/notify/email/index.ts";
import { toJson } from "@ami-refresh/core/notify/json.ts";
import type { Message } from "@ami-refresh/core/notify/message.ts";
import { toSlack } from "@ami-refresh/core/notify/slack.ts";
import { faultOfBlocks } from "@ami-refresh/local/services/slackBlocks.ts";
import { describe, expect, test } from "vitest";
import { checkout, everyKind, payments } from "./events.ts";

/** The messages as they are sent, kept in files to be read: `npx vitest run test/unit/notify -u` writes them anew. */
const golden = (name: string) => `../../golden/${name}`;

const messages = Object.entries(everyKind).map(([kind, event]) => {
  const page = isOfRollout(event) ? { page: "https://links.example.com/rollout?t=ticket" } : {};
  const message = describeEvent(event, { team: payments, service: checkout, region: "eu-west-2", ...page });
  if ("untold" in message) throw new Error(`${kind} is not told: ${message.untold}`);
  return [kind, message, event] as const;
});

describe.each<readonly [string, Message, TeamEvent]>(messages)("the message of kind %s", (kind, message, event) => {
  test("reads in Slack as it did", async () => {
    const form = toSlack(message, { inThread: isOfRollout(event) && event.type !== "rollout.planned" });
    expect(faultOfBlocks(form.blocks)).toBeUndefined();
    await expect(`${JSON.stringify(form, null, 2)}\n`).toMatchFileSnapshot(golden(`${kind}.slack.json`));
  });

  test("reads in a mail as it did", async () => {
    const { subject, html, text } = toEmail(message);
    await expect(html).toMatchFileSnapshot(golden(`${kind}.email.html`));
    await expect(`Subject: ${subject}\n\n${text}`).toMatchFileSnapshot(golden(`${kind}.email.txt`));
  });

  test("reads in SNS and in a webhook as it did", async () => {
    const { detail } = event;
    const about = { event: event.type, ...("service" in detail && { service: detail.service }), eventId: detail.id };
    const { page: _page, ...forPrograms } = message;
    const { subject, body } = toJson({ event, message: forPrograms, about, team: payments });
    expect(subject.length).toBeLessThan(100);
    const told = JSON.parse(body);
    expect(told.event).toEqual(encodeEvent(event).detail);
    // The words are those of the mail.
    expect(told.text).toBe(toEmail(forPrograms).text);
    const { text: _, ...others } = told;
    await expect(`${JSON.stringify(others, null, 2)}\n`).toMatchFileSnapshot(golden(`${kind}.told.json`));
  });

  test("changes the calendar as it did", async () => {
    const [calendar] = message.calendar ?? [];
    if (!calendar) return;
    // A diff of carriage returns is no help to a reader.
    const ics = toIcs(calendar, "ami-refresh@example.com").replaceAll("\r\n", "\n");
    await expect(ics).toMatchFileSnapshot(golden(`${kind}.email.ics`));
  });

  test("says what happens next", () => {
    expect(message.next.length).toBeGreaterThan(0);
  });
});
