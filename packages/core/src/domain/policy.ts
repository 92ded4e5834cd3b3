import type { Family } from "./family.ts";
import type { Subscription } from "./subscription.ts";
import type { Temporal } from "./temporal.ts";

/** What the configuration asks for, with every default applied. Made by config/, read by everyone. */
export interface Policy {
  /** IANA zone that applies where a service names none. */
  readonly timezone: string;
  readonly families: Readonly<Record<string, Family>>;
  /** Names in promotion order. */
  readonly environments: readonly string[];
  readonly teams: Readonly<Record<string, Team>>;
  readonly services: Readonly<Record<string, ServicePolicy>>;
  /** The sender of every mail. */
  readonly email?: { readonly from: string };
  /** Who is told when something is wrong with ami-refresh itself. */
  readonly operators?: Operators;
  /** Where the messages of a sandbox go, whomever they are for. */
  readonly sandbox?: Sandbox;
  /** Set in a sandbox: the tag that groups and launch templates must carry to be touched there. */
  readonly stageTag?: { readonly key: string; readonly value: string };
}

export interface Operators {
  readonly email: readonly string[];
  /** The ARN of an SNS topic of theirs. */
  readonly topic?: string;
  /** The ARN of a Lambda layer of OpenTelemetry's for Node.js. Absent: nothing is traced. */
  readonly traces?: string;
  /** Of each function that is open to the internet so many run at a time, reserved for it. Absent: no limit of its own. */
  readonly publicConcurrency?: number;
  /** Who may pause and resume whatever there is, from Slack. */
  readonly members?: readonly Pick<Member, "name" | "slack">[];
}

export interface Sandbox {
  readonly slack?: string;
  readonly email?: string;
}

export interface Team {
  readonly name: string;
  readonly timezone: string;
  /** A Slack channel (`#payments` or a channel id). */
  readonly slack?: string;
  readonly email: readonly string[];
  /** Those that say more than where. What the team has in all: subscriptionsOf. */
  readonly subscriptions?: readonly TeamSubscription[];
  /** Who may act for it from Slack. */
  readonly members?: readonly Member[];
}

export type TeamSubscription = Pick<Subscription, "address" | "timezone" | "filter" | "pace">;

export interface Member {
  readonly name: string;
  /** Slack's id of the person. */
  readonly slack: string;
  readonly may: readonly Power[];
}

/**
 * What somebody may do for a team: `approve` and decline what it is asked, `pause` and resume its services, `roll-back` and
 * cancel their refreshes.
 */
export const powers = ["approve", "pause", "roll-back"] as const;
export type Power = (typeof powers)[number];

/** Those of whoever is given none by name: what replaces instances is given by name. */
export const usualPowers: readonly Power[] = ["approve", "pause"];

export interface ServicePolicy {
  readonly name: string;
  readonly team: string;
  readonly timezone: string;
  readonly families: readonly string[];
  /** In promotion order; at least one. */
  readonly environments: readonly EnvironmentPolicy[];
}

export interface EnvironmentPolicy {
  readonly name: string;
  /** IANA zone in which the windows are read. */
  readonly timezone: string;
  /** Exact time (hours and smaller: `1d` is 24 h), never calendar units. */
  readonly delay: Temporal.Duration;
  /** How long the image must have run in the environment before this one. */
  readonly soak: Temporal.Duration;
  /** How long before the start the teams must have been told. */
  readonly notice: Temporal.Duration;
  /** Absent: nobody is asked. */
  readonly approval?: ApprovalPolicy;
  /** Empty: always open. */
  readonly windows: readonly Window[];
  /** The freezes that concern this service and environment, by start. */
  readonly freezes: readonly Freeze[];
  readonly groups: GroupSelector;
  readonly launchTemplates: LaunchTemplateSelector;
  /** Roles that the groups' instances may have, as they follow `role/` in an ARN; `*` at the end: any ending. */
  readonly instanceRoles: readonly string[];
  readonly refresh: RefreshPreferences;
  /** What to do with a group on `$Latest`, `$Default` or `resolve:ssm:`. */
  readonly template: "pin" | "leave";
  /** Take over groups whose image is known to be of another family. */
  readonly adopt: boolean;
  /** By family: the Parameter Store parameter that names the image with which the environment succeeded last. */
  readonly imageParameters?: Readonly<Record<string, string>>;
}

export interface ApprovalPolicy {
  /** The teams of which somebody may approve; at least one. */
  readonly teams: readonly string[];
  /** How long an answer is awaited, from when the step could have started otherwise; then it counts as declined. */
  readonly timeout: Temporal.Duration;
}

/** A weekly opening in the environment's zone. `to` at or before `from` crosses midnight into the next day. */
export interface Window {
  /** ISO days of the week on which it opens: 1 Monday … 7 Sunday. */
  readonly days: readonly number[];
  readonly from: Temporal.PlainTime;
  /** Absent: the end of the day (written `24:00`). */
  readonly to?: Temporal.PlainTime;
  /** As written, for messages. */
  readonly text: string;
}

export interface Freeze {
  readonly from: Temporal.Instant;
  /** Exclusive. */
  readonly to: Temporal.Instant;
  readonly reason: string;
}

export type GroupSelector =
  | { readonly by: "tags"; readonly tags: Readonly<Record<string, string>> }
  | { readonly by: "name"; readonly names: readonly string[] };

/**
 * The launch templates that may be given new versions, by what IAM can tell them by: their tags and ids (a name stands
 * in no ARN). `untagged`: also those that do not have the tags at all, but none that have them with other values.
 */
export type LaunchTemplateSelector =
  | { readonly by: "tags"; readonly tags: Readonly<Record<string, string>>; readonly untagged: boolean }
  | { readonly by: "id"; readonly ids: readonly string[] };

/**
 * The instance refresh's own vocabulary (RefreshPreferences of the Auto Scaling API). Absent values yield to the
 * group's instance maintenance policy.
 */
export interface RefreshPreferences {
  readonly minHealthy?: number;
  readonly maxHealthy?: number;
  readonly warmup?: Temporal.Duration;
  readonly checkpoints?: readonly number[];
  readonly checkpointDelay?: Temporal.Duration;
  readonly bake?: Temporal.Duration;
  readonly skipMatching: boolean;
  readonly autoRollback: boolean;
  readonly scaleInProtected?: "Refresh" | "Ignore" | "Wait";
  readonly standby?: "Terminate" | "Ignore" | "Wait";
  /** CloudWatch alarm names. */
  readonly alarms?: readonly string[];
}
