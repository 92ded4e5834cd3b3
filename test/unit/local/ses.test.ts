import { expect, test } from "vitest";
import { AwsError } from "../../../packages/local/src/endpoint/operations.ts";
import { type SentMail, sesOperations } from "../../../packages/local/src/services/ses.ts";
import { aCall, aContext } from "../../support/localContext.ts";

function anSes() {
  const mails: SentMail[] = [];
  const operations = sesOperations({ context: aContext(), onMail: (mail) => mails.push(mail) });
  const send = (input: Parameters<NonNullable<typeof operations.SendEmail>>[0]) =>
    operations.SendEmail?.(input, aCall());
  return { mails, send };
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
