import type { Policy } from "@ami-refresh/core/domain/policy.ts";
import { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import type { LoggedEntry } from "../log.ts";
import type { AutoScaling } from "../services/autoscaling/autoScaling.ts";
import { groupViews } from "../services/autoscaling/view.ts";
import type { Ec2 } from "../services/ec2/ec2.ts";
import type { SentMail } from "../services/ses.ts";
import type { EphemeralMessage } from "../services/slack/responses.ts";
import type { SlackMessage } from "../services/slack.ts";
import type { Summary } from "../summary.ts";
import type { MailView, SlackView, View } from "../view.ts";
import { placementsOf } from "./placements.ts";

/** All that a person may look at. */
export interface Sights {
  readonly endpoint: View["endpoint"];
  readonly account: string;
  readonly now: number;
  readonly speed: View["speed"];
  readonly policy: Policy;
  readonly summary: Summary;
  readonly ec2: Ec2;
  readonly autoScaling: AutoScaling;
  readonly slack: readonly SlackMessage[];
  readonly ephemeral: readonly EphemeralMessage[];
  readonly people: View["people"];
  readonly mail: readonly SentMail[];
  readonly programs: View["programs"];
  readonly log: readonly LoggedEntry[];
}

/** The page is sent all of it several times a second: of the log it gets the latest. */
const latestEntries = 400;

export function look(sights: Sights): View {
  const { policy, ec2, account } = sights;
  const groups = groupViews(sights.autoScaling);
  return {
    endpoint: sights.endpoint,
    now: iso(sights.now),
    speed: sights.speed,
    summary: sights.summary,
    services: Object.values(policy.services).map(({ name, team, timezone, families, environments }) => ({
      name,
      team,
      timezone,
      families,
      environments: environments.map((environment) => environment.name),
    })),
    environments: policy.environments,
    families: Object.values(policy.families).map(({ name, namePattern, architecture }) => ({
      name,
      namePattern,
      architecture: architecture ?? null,
    })),
    images: ec2.images().map(({ id, name, createdAt }) => ({ id, name, createdAt: iso(createdAt) })),
    groups,
    placements: placementsOf(policy, account, groups, imageOf),
    slack: slackViews(sights),
    people: sights.people,
    mail: sights.mail.flatMap(mailViews),
    programs: sights.programs,
    log: sights.log.slice(-latestEntries),
  };

  function imageOf(id: string) {
    const image = ec2.images().find((candidate) => candidate.id === id);
    return (
      image && { ...image, tags: ec2.tagsOf(id), createdAt: Temporal.Instant.fromEpochMilliseconds(image.createdAt) }
    );
  }
}

function slackViews({ slack, ephemeral }: Pick<Sights, "slack" | "ephemeral">): SlackView[] {
  const all = slack.map(
    ({ channel, at, text, blocks, ts, editedAt = null, thread = null }): SlackView => ({
      channel,
      at,
      text,
      blocks,
      ts,
      editedAt,
      thread,
      onlyFor: null,
    }),
  );
  const shownOnce = ephemeral.map(
    ({ to, ...message }): SlackView => ({ ...message, editedAt: null, thread: null, onlyFor: to.name }),
  );
  return [...all, ...shownOnce].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function mailViews({ id, to, from, subject, text, headers, at, ...mail }: SentMail): MailView[] {
  const attachments = mail.attachments.map(({ name, type, content }) => ({
    name,
    type,
    text: type.startsWith("text/") ? new TextDecoder().decode(content) : null,
  }));
  return to.map((address) => ({ id, to: address, from, subject, text, headers, attachments, at }));
}

const iso = (time: number) => new Date(time).toISOString();
