import { tagValue } from "@ami-refresh/core/adapters/aws/mailTags.ts";
import { notificationsIn } from "@ami-refresh/local/region/notifications.ts";
import type { SentMail } from "@ami-refresh/local/services/ses.ts";
import type { SlackMessage } from "@ami-refresh/local/services/slack.ts";
import type { ProgramView } from "@ami-refresh/local/view.ts";
import { expect, test } from "vitest";

const aPost = (at: string, payload?: Readonly<Record<string, unknown>>): SlackMessage => ({
  channel: "#payments",
  channelId: "C1",
  ts: "1.1",
  text: "text",
  blocks: [],
  at,
  ...(payload && { metadata: { event_type: "ami_refresh", event_payload: payload } }),
});
const aMail = (at: string, to: readonly string[], tags: Readonly<Record<string, string>> = {}): SentMail => ({
  id: "m-1",
  from: "ami-refresh@example.com",
  to,
  subject: "",
  html: "",
  text: "",
  tags,
  headers: [],
  attachments: [],
  at,
});

const topic = "arn:aws:sns:eu-west-2:123456789012:changes";
interface ProgramSketch extends Partial<ProgramView> {
  readonly event?: string;
  readonly service?: string;
  readonly environment?: string;
}
const aProgram = ({ event = "step.started", service, environment, ...sketch }: ProgramSketch): ProgramView => ({
  id: "1",
  channel: "sns",
  to: topic,
  at: "2026-11-23T09:00:00.000Z",
  subject: "",
  status: null,
  headers: [],
  body: JSON.stringify({ type: event, service, environment }),
  ...sketch,
});

test("posts, mails and messages to programs are told in the order in which they reached their readers, a mail once for each", () => {
  const about = { event: "step.started", service: "checkout.v2", environment: "eu_production" };
  const tags = Object.fromEntries(Object.entries(about).map(([name, value]) => [name, tagValue(value)]));
  expect(
    notificationsIn(
      [aPost("2026-11-23T10:00:00.000Z", about)],
      [aMail("2026-11-23T09:00:00.000Z", ["a@example.com", "b@example.com"], tags)],
      [aProgram({ ...about, at: "2026-11-23T09:30:00.000Z" })],
    ),
  ).toEqual([
    { channel: "email", to: "a@example.com", ...about, at: "2026-11-23T09:00:00.000Z" },
    { channel: "email", to: "b@example.com", ...about, at: "2026-11-23T09:00:00.000Z" },
    { channel: "sns", to: topic, ...about, at: "2026-11-23T09:30:00.000Z" },
    { channel: "slack", to: "#payments", ...about, at: "2026-11-23T10:00:00.000Z" },
  ]);
});

test("what concerns a whole rollout names no environment", () => {
  const [told] = notificationsIn(
    [aPost("2026-11-23T10:00:00.000Z", { event: "rollout.planned", service: "x" })],
    [],
    [],
  );
  expect(told).toMatchObject({ event: "rollout.planned", environment: null });
});

test("what somebody else posted or sent is there, and about nothing", () => {
  const at = "2026-11-23T10:00:00.000Z";
  const nothing = { event: "", service: "", environment: null };
  const posts = [aPost(at), aPost(at, { event: 7 })];
  const programs = [aProgram({ at, body: "no JSON" }), aProgram({ at, body: '{"type":7}' })];
  expect(notificationsIn(posts, [aMail(at, ["a@example.com"])], programs)).toMatchObject(
    Array.from({ length: 5 }, () => nothing),
  );
});

test("what a webhook has not taken told nobody anything", () => {
  const answered = (status: number) => aProgram({ channel: "webhook", to: `https://${status}.example.com`, status });
  const told = notificationsIn([], [], [410, 500, 302, 200, 204].map(answered));
  expect(told.map(({ to }) => to)).toEqual(["https://200.example.com", "https://204.example.com"]);
});
