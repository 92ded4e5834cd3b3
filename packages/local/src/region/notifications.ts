import { textOfTag } from "@ami-refresh/core/adapters/aws/mailTags.ts";
import { rootEvent } from "@ami-refresh/core/ports.ts";
import { z } from "zod";
import { jsonOf, wasTaken } from "../picture/program.ts";
import type { SentMail } from "../services/ses.ts";
import type { SlackMessage } from "../services/slack.ts";
import type { NotificationSummary } from "../summary.ts";
import type { ProgramView } from "../view.ts";

/** What ami-refresh writes into a Slack message's metadata: what the message is about. */
const About = z.object({ event: z.string(), service: z.string().optional(), environment: z.string().optional() });

/** The same in the JSON that programs are told. */
const Told = z
  .object({ type: z.string(), service: z.string().optional(), environment: z.string().optional() })
  .transform(({ type, ...rest }) => ({ event: type, ...rest }));

/** What the teams were told, in the order in which it reached them. */
export function notificationsIn(
  messages: readonly SlackMessage[],
  mails: readonly SentMail[],
  programs: readonly ProgramView[],
): readonly NotificationSummary[] {
  return [
    ...messages.filter((message) => !isRoot(message)).map(fromSlack),
    ...mails.flatMap(fromMail),
    // What a webhook did not take comes again.
    ...programs.filter(wasTaken).map(fromProgram),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** The message above a rollout's thread tells no event of its own: each is told in the thread. */
const isRoot = ({ metadata }: SlackMessage) => metadata?.event_payload.event === rootEvent;

function fromSlack({ channel, metadata, at }: SlackMessage): NotificationSummary {
  return { channel: "slack", to: channel, ...aboutOf(metadata?.event_payload), at };
}

const fromMail = ({ to, tags, at }: SentMail): NotificationSummary[] =>
  to.map((address) => ({ channel: "email" as const, to: address, ...aboutOf(spelledOut(tags)), at }));

const fromProgram = ({ channel, to, body, at }: ProgramView): NotificationSummary => ({
  channel,
  to,
  ...aboutOf(Told.safeParse(jsonOf(body)).data),
  at,
});

const spelledOut = (tags: SentMail["tags"]) =>
  Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, textOfTag(value)]));

function aboutOf(told: unknown): Pick<NotificationSummary, "event" | "service" | "environment"> {
  const about = About.safeParse(told);
  // Anybody may post to the region's Slack, mail and topics: a message that says not what it is about is still one.
  if (!about.success) return { event: "", service: "", environment: null };
  const { event, service = "", environment = null } = about.data;
  return { event, service, environment };
}
