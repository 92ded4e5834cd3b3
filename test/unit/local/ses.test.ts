import { describe, expect, test } from "vitest";
import { AwsError } from "../../../packages/local/src/endpoint/operations.ts";
import { type SentMail, sesOperations } from "../../../packages/local/src/services/ses.ts";
import bounced from "../../fixtures/events/ses-email.bounced.json" with { type: "json" };
import complained from "../../fixtures/events/ses-email.complaint-received.json" with { type: "json" };
import { aCall, aContext } from "../../support/localContext.ts";

const bounces = {
  name: "bounces",
  arn: "arn:aws:ses:eu-west-2:123456789012:configuration-set/bounces",
  tells: ["BOUNCE"],
};
const all = { ...bounces, name: "all", tells: ["BOUNCE", "COMPLAINT"] };

function anSes() {
  const mails: SentMail[] = [];
  const due: [number, () => void][] = [];
  const context = aContext();
  const at = (time: number, action: () => void) => {
    due.push([time, action]);
    return () => {};
  };
  const clock = { ...context.clock, at };
  const operations = sesOperations({
    context: { ...context, clock },
    onMail: (mail) => mails.push(mail),
    configurationSets: [bounces, all],
  });
  const send = (input: Parameters<NonNullable<typeof operations.SendEmail>>[0]) =>
    operations.SendEmail?.(input, aCall());
  /** What comes back, and how long that takes, in milliseconds. */
  const comingBack = () => {
    const all = due.splice(0);
    for (const [, action] of all) action();
    return { waits: all.map(([time]) => time - clock.now()), events: context.emitted.splice(0) };
  };
  return { mails, send, comingBack };
}

const body = { Subject: { Data: "Started" }, Body: { Html: { Data: "<p>Started</p>" }, Text: { Data: "Started" } } };

test("a simple mail is kept with its parts, its tags and the simulated time", () => {
  const { mails, send } = anSes();
  send({
    FromEmailAddress: "ami-refresh@example.com",
    Destination: { ToAddresses: ["payments@example.com"] },
    Content: { Simple: body },
    EmailTags: [{ Name: "event", Value: "step_2estarted" }],
  });
  expect(mails).toEqual([
    {
      id: "local-000001",
      from: "ami-refresh@example.com",
      to: ["payments@example.com"],
      subject: "Started",
      html: "<p>Started</p>",
      text: "Started",
      tags: { event: "step_2estarted" },
      headers: [],
      attachments: [],
      at: "2026-11-24T12:00:00.000Z",
    },
  ]);
});

test("a simple mail keeps its headers and attachments", () => {
  const { mails, send } = anSes();
  const content = new TextEncoder().encode("BEGIN:VCALENDAR");
  send({
    FromEmailAddress: "ami-refresh@example.com",
    Destination: { ToAddresses: ["payments@example.com"] },
    Content: {
      Simple: {
        ...body,
        Headers: [{ Name: "Auto-Submitted", Value: "auto-generated" }],
        Attachments: [{ FileName: "calendar.ics", ContentType: "text/calendar", RawContent: content }],
      },
    },
  });
  expect(mails).toMatchObject([
    {
      headers: [{ name: "Auto-Submitted", value: "auto-generated" }],
      attachments: [{ name: "calendar.ics", type: "text/calendar", content }],
    },
  ]);
});

test.each([
  ["a Message-ID, which is SES's own", { Name: "Message-ID", Value: "<1@example.com>" }],
  ["a header with a line break in it", { Name: "References", Value: "<1@example.com>\r\nBcc: thief@example.com" }],
  ["a header without a name", { Name: "", Value: "1" }],
])("%s is a bad request", (_, header) => {
  const { mails, send } = anSes();
  const Content = { Simple: { ...body, Headers: [header] } };
  expect(() =>
    send({ FromEmailAddress: "a@example.com", Destination: { ToAddresses: ["b@example.com"] }, Content }),
  ).toThrow(AwsError);
  expect(mails).toEqual([]);
});

test("a raw mail is read: addresses, an encoded subject, and both of its parts", () => {
  const { mails, send } = anSes();
  const source = [
    "From: ami-refresh@example.com",
    "To: payments@example.com,",
    " ledger@example.com",
    `Subject: =?UTF-8?B?${Buffer.from("Fertig – geschafft").toString("base64")}?=`,
    'Content-Type: multipart/alternative; boundary="cut"',
    "",
    "--cut",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: quoted-printable",
    "",
    "Gr=C3=BC=\r\n=C3=9Fe",
    "--cut",
    "Content-Type: text/html; charset=utf-8",
    "Content-Transfer-Encoding: base64",
    "",
    Buffer.from("<p>Grüße</p>").toString("base64"),
    "--cut--",
    "",
  ].join("\r\n");
  send({ Content: { Raw: { Data: Buffer.from(source) } } });
  expect(mails).toMatchObject([
    {
      from: "ami-refresh@example.com",
      to: ["payments@example.com", "ledger@example.com"],
      subject: "Fertig – geschafft",
      text: "Grüße",
      html: "<p>Grüße</p>",
    },
  ]);
});

test.each([
  ["nobody to send to", { FromEmailAddress: "a@example.com", Content: { Simple: body } }],
  ["no sender", { Destination: { ToAddresses: ["b@example.com"] }, Content: { Simple: body } }],
  ["no content", { FromEmailAddress: "a@example.com", Destination: { ToAddresses: ["b@example.com"] }, Content: {} }],
  [
    "more than 50 recipients",
    {
      FromEmailAddress: "a@example.com",
      Destination: { ToAddresses: Array.from({ length: 51 }, (_, n) => `${n}@example.com`) },
      Content: { Simple: body },
    },
  ],
  [
    "a tag with a character that SES does not take",
    {
      FromEmailAddress: "a@example.com",
      Destination: { ToAddresses: ["b@example.com"] },
      Content: { Simple: body },
      EmailTags: [{ Name: "service", Value: "checkout.api" }],
    },
  ],
])("%s is a bad request, and nothing is kept", (_, input) => {
  const { mails, send } = anSes();
  expect(() => send(input)).toThrow(AwsError);
  expect(mails).toEqual([]);
});

describe("SES's mailbox simulator", () => {
  const mailTo = (to: string, ConfigurationSetName: string | undefined) => ({
    FromEmailAddress: "AMI refresh <ami-refresh@example.com>",
    Destination: { ToAddresses: [to] },
    Content: { Simple: body },
    EmailTags: [{ Name: "service", Value: "checkout" }],
    ConfigurationSetName,
  });
  /** The form of SES's documented examples: their keys, at every depth. */
  const keysOf = (value: unknown): unknown => {
    if (Array.isArray(value)) return typeof value[0] === "object" ? [keysOf(value[0])] : "list";
    if (typeof value !== "object" || value === null) return typeof value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, keysOf(inner)]));
  };
  const withoutTags = ({
    mail: { tags: _, ...mail },
    ...detail
  }: typeof bounced.detail | typeof complained.detail) => ({
    ...detail,
    mail,
  });

  test.each([
    ["bounce@simulator.amazonses.com", bounced],
    ["bounce+ana@simulator.amazonses.com", bounced],
    ["complaint@simulator.amazonses.com", complained],
  ])("sends %s back in a while, in the form of SES's events", (to, example) => {
    const { send, comingBack } = anSes();
    send(mailTo(to, "all"));
    const { waits, events } = comingBack();
    expect(waits).toEqual([2_000]);
    expect(events).toMatchObject([
      {
        source: "aws.ses",
        detailType: example["detail-type"],
        resources: [all.arn],
        detail: { mail: { destination: [to] } },
      },
    ]);
    const [event] = events as unknown as [{ detail: typeof bounced.detail }];
    expect(keysOf(withoutTags(event.detail))).toEqual(keysOf(withoutTags(example.detail)));
    expect(event.detail.mail.tags).toEqual({
      "ses:configuration-set": ["all"],
      "ses:from-domain": ["example.com"],
      service: ["checkout"],
    });
  });

  test.each([
    ["suppressionlist@simulator.amazonses.com", { bounceType: "Permanent", bounceSubType: "Suppressed" }],
    ["ooto@simulator.amazonses.com", { bounceType: "Transient", bounceSubType: "General" }],
  ])("bounces %s in its own way", (to, bounce) => {
    const { send, comingBack } = anSes();
    send(mailTo(to, "bounces"));
    expect(comingBack().events).toMatchObject([{ detailType: "Email Bounced", detail: { bounce } }]);
  });

  test.each([
    ["success@simulator.amazonses.com", "all"],
    ["bounce@example.com", "all"],
    ["constructor@simulator.amazonses.com", "all"],
    // Whom nobody has asked, SES does not tell.
    ["complaint@simulator.amazonses.com", "bounces"],
    ["bounce@simulator.amazonses.com", undefined],
  ])("says nothing of a mail to %s by the set %s", (to, set) => {
    const { mails, send, comingBack } = anSes();
    send(mailTo(to, set));
    expect(mails).toHaveLength(1);
    expect(comingBack().events).toEqual([]);
  });
});

test("a configuration set that is not there is not found, and nothing is kept", () => {
  const { mails, send } = anSes();
  const mail = { FromEmailAddress: "a@example.com", Destination: { ToAddresses: ["b@example.com"] } };
  expect(() => send({ ...mail, Content: { Simple: body }, ConfigurationSetName: "theirs" })).toThrow(
    "Configuration set <theirs> does not exist.",
  );
  expect(mails).toEqual([]);
});
