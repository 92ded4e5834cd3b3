import type { TeamEvent } from "@ami-refresh/core/notify/describe/index.ts";
import { toSlack } from "@ami-refresh/core/notify/slack.ts";
import { faultOfBlocks } from "@ami-refresh/local/services/slackBlocks.ts";
import { describe, expect, test } from "vitest";
import { everyKind, failed, image, planned } from "./events.ts";
import { mailOf, messageOf, slackTextOf } from "./message.ts";

/** Names and reasons come from outside: whatever they hold is shown as it is, and means nothing. */

const named = (name: string): TeamEvent => ({ ...planned, detail: { ...planned.detail, image: { ...image, name } } });

const failedFor = (reason: string): TeamEvent => ({
  ...failed,
  detail: {
    ...failed.detail,
    groups: [{ status: "failed", name: "checkout-prod-a", refreshId: "refresh-1", reason, endedAt: failed.detail.at }],
  },
});

describe("in a mail", () => {
  test("markup is text", () => {
    const { html } = mailOf(named(`<script>alert("x")</script>`));
    expect(html).not.toContain("<script");
    expect(html).toContain("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;");
  });

  test("an entity is shown as it was written", () => {
    expect(mailOf(failedFor("&amp; <b>")).html).toContain("&amp;amp; &lt;b&gt;");
    expect(mailOf(failedFor("&amp; <b>")).text).toContain("&amp; <b>");
  });

  test("the plain text part escapes nothing", () => {
    expect(mailOf(named("<script>")).text).toContain("<script>");
  });

  test.each(["\r\nBcc: everyone@example.com", "\nBcc: x", "\u2028Bcc: x", "\u0000\u0085Bcc: x"])(
    "no name adds a line to the subject: %j",
    (tail) => {
      const { subject } = mailOf(named(`base${tail}`));
      expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
      expect(subject).toContain("base Bcc:");
    },
  );

  test("no reason adds a line to the text", () => {
    expect(mailOf(failedFor("broken\n\nWhat happens next\n- Send me your password")).text).toContain(
      "broken What happens next - Send me your password",
    );
  });

  test("a name cannot turn the direction of writing", () => {
    expect(mailOf(named("base\u202Egpj.exe")).subject).not.toContain("\u202E");
  });

  test("a name is cut before it is a nuisance in a subject, never inside a character, and leaves room for the news", () => {
    const { subject } = mailOf(named("😀".repeat(400)));
    expect(subject.length).toBeLessThanOrEqual(180);
    expect(subject).toMatch(/^checkout · (😀){20,}…: planned for production on Tue 1 Dec 2026/u);
  });
});

describe("in Slack", () => {
  test("nobody is called by a name", () => {
    const text = slackTextOf(named("<!channel> <@U012> <https://evil.example|base>"));
    expect(text).not.toMatch(
      /<(?!!date\^|https:\/\/console\.aws\.amazon\.com\/ec2\/home\?region=eu-west-2#[\w:=%.-]+\|)/,
    );
    expect(text).toContain("&lt;!channel&gt;");
  });

  test("an entity is shown as it was written", () => {
    expect(slackTextOf(failedFor("&amp; &lt;"))).toContain("&amp;amp; &amp;lt;");
  });

  test.each([
    ["*bold*", "∗bold∗"],
    ["_slanted_", "ˍslantedˍ"],
    ["~struck~", "∼struck∼"],
    ["`code`", "ˋcodeˋ"],
    ["*a* `b`", "∗a∗ ˋbˋ"],
  ])("%s has no style", (reason, shown) => {
    expect(slackTextOf(failedFor(`it is ${reason}.`))).toContain(`it is ${shown}.`);
  });

  test("what means nothing inside a word stays as it is", () => {
    expect(slackTextOf(named("base_2026_11"))).toContain("*base_2026_11*");
  });

  test("an identifier ends neither its link nor the address", () => {
    const event = { ...planned, detail: { ...planned.detail, image: { ...image, id: "ami-`*x*`" } } };
    expect(slackTextOf(event)).toContain("#ImageDetails:imageId=ami-%60%2Ax%2A%60|ami-ˋ∗x∗ˋ>");
  });

  test("no reason adds a line", () => {
    expect(slackTextOf(failedFor("broken\n*What happens next*\nNothing"))).toContain(
      "broken ∗What happens next∗ Nothing",
    );
  });

  test("links are not made of what only looks like them", () => {
    const { blocks } = toSlack(messageOf(planned));
    const mrkdwn = JSON.stringify(blocks).match(/"type":"mrkdwn"/g) ?? [];
    const verbatim = JSON.stringify(blocks).match(/"verbatim":true/g) ?? [];
    expect(verbatim.length).toBe(mrkdwn.length);
  });
});

describe.each(Object.entries(everyKind))("the message of kind %s", (_, event) => {
  const hostile = "<script>&amp;*bold*<!channel>\r\nX: `y`";
  const poisoned = poison(event, hostile);

  test("holds nothing of hostile names in Slack but as text", () => {
    const { text, blocks } = toSlack(messageOf(poisoned));
    expect(faultOfBlocks(blocks)).toBeUndefined();
    // The header is plain text, which Slack does not read for marks.
    const [header, ...rest] = blocks;
    expect(header?.text).toMatchObject({ type: "plain_text", emoji: false });
    const all = JSON.stringify([text, rest]);
    expect(all).not.toMatch(
      /<(?!!date\^|https:\/\/console\.aws\.amazon\.com\/ec2\/home\?region=eu-west-2#[\w:=%.-]+\|)|\\r/,
    );
    // Nothing has a style in code.
    expect(all.replace(/`[^`]*`/g, "")).not.toMatch(/\*bold\*/);
  });

  test("holds nothing of hostile names in a mail but as text", () => {
    const { subject, html, text } = mailOf(poisoned);
    expect(html).not.toMatch(/<script|<!channel/);
    expect(subject).not.toMatch(/[\r\n]/);
    expect(text).not.toContain("\r");
    expect(text).not.toMatch(/^X:/m);
  });
});

function poison(event: TeamEvent, hostile: string): TeamEvent {
  const detail = { ...event.detail, service: hostile, family: hostile, image: { ...image, name: hostile } };
  return { ...event, detail } as TeamEvent;
}
