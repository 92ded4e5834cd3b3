import type { GroupProgress } from "../../domain/rollout/state.ts";
import { Temporal } from "../../domain/temporal.ts";
import type { DomainEvent, EventType } from "../../events.ts";

/** What happens to one service, told from beginning to end: an example of every event, with all that it can hold. */

type Example<Type extends EventType> = Extract<DomainEvent, { type: Type }>;

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);

const old = "ami-0a1b2c3d4e5f60718";
export const image = {
  id: "ami-0f9e8d7c6b5a49382",
  name: "base-al2023-2026.11.24",
  architecture: "x86_64",
  createdAt: at("2026-11-24T09:12:00Z"),
  correlationId: "6f0a8c1e-7a53-4a3e-9d3c-0e2f5b7c9d11",
};
const older = {
  id: old,
  name: "base-al2023-2026.11.17",
  architecture: "x86_64",
  createdAt: at("2026-11-17T09:11:00Z"),
  correlationId: "1c9d1f5a-0b7e-4b52-8f0e-5d3a0c6e7b21",
};
/** It was there before ami-refresh. */
export const found = {
  id: "ami-0b2c3d4e5f6071829",
  name: "base-al2023-2026.06.02",
  architecture: "x86_64",
  createdAt: at("2026-06-02T09:14:00Z"),
};
const tags = [
  { key: "Kernel", value: "6.12.55", was: "6.12.46" },
  { key: "Patches", value: "2026-11" },
];
const about = { service: "checkout", team: "payments", family: "al2023-base", image };
const id = (what: string) => `checkout/al2023-base/${image.id}/${what}`;

export const refreshed = (name: string, from: string, to: string): GroupProgress => ({
  status: "succeeded",
  name,
  from: old,
  to: image.id,
  refreshId: `refresh-of-${name}`,
  startedAt: at(from),
  endedAt: at(to),
});

export const planned: Example<"rollout.planned"> = {
  type: "rollout.planned",
  detail: {
    ...about,
    id: id("planned"),
    at: at("2026-11-24T09:20:00Z"),
    tags,
    steps: [
      { environment: "development", dueAt: at("2026-11-24T09:20:00Z"), waits: [], replaces: older },
      {
        environment: "staging",
        dueAt: at("2026-11-25T09:20:00Z"),
        waits: [
          { gate: "promotion", reason: "development has to succeed with this image first" },
          { gate: "delay", reason: "staging takes images 1d after publication", until: at("2026-11-25T09:20:00Z") },
        ],
        runs: [found],
      },
      {
        environment: "production",
        dueAt: at("2026-12-01T10:00:00Z"),
        waits: [
          {
            gate: "delay",
            reason: "production takes images 3d after publication",
            until: at("2026-11-27T09:20:00Z"),
          },
          {
            gate: "window",
            reason: "the window is Tue-Thu 10:00-16:00 (Europe/London)",
            until: at("2026-12-01T10:00:00Z"),
          },
        ],
        replaces: older,
      },
    ],
  },
};

export const moved: Example<"step.moved"> = {
  type: "step.moved",
  detail: {
    ...about,
    id: id("production/moved/2026-12-02T10:00:00Z/2026-11-27T15:40:00Z"),
    at: at("2026-11-27T15:40:00Z"),
    environment: "production",
    was: at("2026-12-01T10:00:00Z"),
    dueAt: at("2026-12-02T10:00:00Z"),
    reason: "paused by ann: database migration",
    waits: [
      { gate: "pause", reason: "paused by ann: database migration", until: at("2026-12-02T08:00:00Z") },
      {
        gate: "window",
        reason: "the window is Tue-Thu 10:00-16:00 (Europe/London)",
        until: at("2026-12-02T10:00:00Z"),
      },
    ],
    cause: "checkout/paused/service/2026-11-27T15:39:58Z",
  },
};

/** Nobody knows when it starts. */
export const lapsed: Example<"step.moved"> = {
  type: "step.moved",
  detail: {
    ...about,
    id: id("production/moved/unknown/2026-12-01T11:00:00Z"),
    at: at("2026-12-01T11:00:00Z"),
    environment: "production",
    was: at("2026-12-01T10:00:00Z"),
    reason: "staging has to succeed with this image first",
    waits: [{ gate: "promotion", reason: "staging has to succeed with this image first" }],
  },
};

export const comingUp: Example<"step.coming-up"> = {
  type: "step.coming-up",
  detail: {
    ...about,
    id: id("production/coming-up/2026-12-01T10:00:00Z/2026-11-30T10:00:00Z"),
    at: at("2026-11-30T10:00:00Z"),
    environment: "production",
    dueAt: at("2026-12-01T10:00:00Z"),
    waits: [
      {
        gate: "window",
        reason: "the window is Tue-Thu 10:00-16:00 (Europe/London)",
        until: at("2026-12-01T10:00:00Z"),
      },
    ],
  },
};

/** Its date is near, and somebody has to do something about it. */
export const comingUpHeldUp: Example<"step.coming-up"> = {
  type: "step.coming-up",
  detail: {
    ...comingUp.detail,
    id: id("production/coming-up/2026-12-01T10:00:00Z/2026-12-01T09:00:00Z"),
    at: at("2026-12-01T09:00:00Z"),
    waits: [
      { gate: "approval", reason: "somebody of payments or security has to approve it" },
      { gate: "pause", reason: "paused by ann: database migration" },
    ],
    paused: "service",
  },
};

export const started: Example<"step.started"> = {
  type: "step.started",
  detail: {
    ...about,
    id: id("production/started"),
    at: at("2026-12-01T10:00:00Z"),
    environment: "production",
    groups: ["checkout-prod-a", "checkout-prod-b"],
    publishedAt: at("2026-11-24T09:12:00Z"),
    replaces: older,
    tags,
    waits: [
      {
        gate: "delay",
        reason: "production takes images 3d after publication",
        until: at("2026-11-27T09:12:00Z"),
      },
    ],
  },
};

export const checkpoint: Example<"step.checkpoint"> = {
  type: "step.checkpoint",
  detail: {
    ...about,
    id: id("production/checkpoint/checkout-prod-a/20"),
    at: at("2026-12-01T10:09:03Z"),
    environment: "production",
    group: "checkout-prod-a",
    percent: 20,
    until: at("2026-12-01T10:39:00Z"),
  },
};

export const succeeded: Example<"step.succeeded"> = {
  type: "step.succeeded",
  detail: {
    ...about,
    id: id("staging/succeeded"),
    at: at("2026-11-25T09:58:00Z"),
    environment: "staging",
    startedAt: at("2026-11-25T09:20:00Z"),
    groups: [
      refreshed("checkout-staging-a", "2026-11-25T09:20:00Z", "2026-11-25T09:58:00Z"),
      refreshed("checkout-staging-b", "2026-11-25T09:20:00Z", "2026-11-25T09:44:00Z"),
      {
        status: "left",
        name: "checkout-staging-spare",
        from: old,
        why: "no-capacity",
        reason: "has no instances to refresh",
      },
    ],
    next: { environment: "production", dueAt: at("2026-12-01T10:00:00Z") },
  },
};

export const failed: Example<"step.failed"> = {
  type: "step.failed",
  detail: {
    ...about,
    id: id("production/failed"),
    at: at("2026-12-01T11:17:00Z"),
    environment: "production",
    startedAt: at("2026-12-01T10:00:00Z"),
    rolledBack: false,
    reason:
      "checkout-prod-b: Instance health checks failed · Launching a new EC2 instance. Status Reason: We currently do not have sufficient m7i.large capacity in the Availability Zone you requested (eu-west-2a).",
    groups: [
      refreshed("checkout-prod-a", "2026-12-01T10:00:00Z", "2026-12-01T10:41:00Z"),
      {
        status: "failed",
        name: "checkout-prod-b",
        from: old,
        to: image.id,
        refreshId: "refresh-of-checkout-prod-b",
        endedAt: at("2026-12-01T11:17:00Z"),
        reason:
          "Instance health checks failed · We currently do not have sufficient m7i.large capacity in the Availability Zone you requested (eu-west-2a).",
      },
    ],
  },
};

export const rolledBack: Example<"step.failed"> = {
  type: "step.failed",
  detail: {
    ...about,
    id: id("staging/failed"),
    at: at("2026-11-25T10:05:00Z"),
    environment: "staging",
    startedAt: at("2026-11-25T09:20:00Z"),
    rolledBack: true,
    reason: "checkout-staging-a: 3 instances failed to become healthy in 600 seconds",
    groups: [
      {
        status: "rolled-back",
        name: "checkout-staging-a",
        from: old,
        to: image.id,
        refreshId: "refresh-of-checkout-staging-a",
        endedAt: at("2026-11-25T10:05:00Z"),
        reason: "3 instances failed to become healthy in 600 seconds",
      },
    ],
  },
};

/** Somebody had the image taken back. */
export const takenBack: Example<"step.failed"> = {
  type: "step.failed",
  detail: {
    ...about,
    id: id("production/failed"),
    at: at("2026-12-02T12:04:00Z"),
    environment: "production",
    startedAt: at("2026-12-02T11:20:04Z"),
    rolledBack: true,
    reason: "rolled back for ann: the new kernel drops packets",
    stop: {
      verb: "roll-back",
      by: { name: "ann", kind: "cli" },
      at: at("2026-12-02T11:20:01Z"),
      reason: "the new kernel drops packets",
    },
    groups: [
      {
        status: "succeeded",
        name: "checkout-prod-a",
        from: image.id,
        to: old,
        refreshId: "refresh-back-of-checkout-prod-a",
        startedAt: at("2026-12-02T11:20:05Z"),
        endedAt: at("2026-12-02T12:04:00Z"),
      },
    ],
  },
};

/** Somebody had the refresh cancelled half way. */
export const cancelled: Example<"step.failed"> = {
  type: "step.failed",
  detail: {
    ...about,
    id: id("production/failed"),
    at: at("2026-12-01T10:31:00Z"),
    environment: "production",
    startedAt: at("2026-12-01T10:00:00Z"),
    rolledBack: false,
    reason:
      "cancelled for ann: orders pile up; checkout-prod-a: Cancelled due to user request. · 37 % of its instances were done, and stay",
    stop: {
      verb: "cancel",
      by: { name: "ann", kind: "cli" },
      at: at("2026-12-01T10:29:00Z"),
      reason: "orders pile up",
    },
    groups: [
      {
        status: "failed",
        name: "checkout-prod-a",
        from: old,
        to: image.id,
        refreshId: "refresh-of-checkout-prod-a",
        endedAt: at("2026-12-01T10:31:00Z"),
        reason: "Cancelled due to user request. · 37 % of its instances were done, and stay",
      },
    ],
  },
};

export const completed: Example<"rollout.completed"> = {
  type: "rollout.completed",
  detail: {
    ...about,
    id: id("completed"),
    at: at("2026-12-01T10:52:00Z"),
    steps: [
      { environment: "development", status: "succeeded", endedAt: at("2026-11-24T09:51:00Z"), groups: 1 },
      { environment: "staging", status: "succeeded", endedAt: at("2026-11-25T09:58:00Z"), groups: 3 },
      { environment: "production", status: "succeeded", endedAt: at("2026-12-01T10:52:00Z"), groups: 2 },
    ],
  },
};

export const skipped: Example<"step.skipped"> = {
  type: "step.skipped",
  detail: {
    ...about,
    id: id("staging/skipped"),
    at: at("2026-11-25T09:20:00Z"),
    environment: "staging",
    reason: "no group of checkout was found in staging",
    passes: true,
  },
};

export const superseded: Example<"step.superseded"> = {
  type: "step.superseded",
  detail: {
    ...about,
    id: id("production/superseded"),
    at: at("2026-12-01T10:00:00Z"),
    environment: "production",
    by: {
      id: "ami-0123456789abcdef0",
      name: "base-al2023-2026.11.26",
      architecture: "x86_64",
      createdAt: at("2026-11-26T09:12:00Z"),
    },
  },
};

const ann = { name: "ann", kind: "cli", team: "payments" } as const;

export const wanted: Example<"approval.wanted"> = {
  type: "approval.wanted",
  detail: {
    ...about,
    id: id("production/approval/wanted"),
    at: at("2026-11-25T09:40:00Z"),
    environment: "production",
    teams: ["payments", "security"],
    until: at("2026-12-04T10:00:00Z"),
    dueAt: at("2026-12-01T10:00:00Z"),
  },
};

export const due: Example<"approval.due"> = {
  type: "approval.due",
  detail: {
    ...about,
    id: id("production/approval/due/2026-12-04T10:00:00Z"),
    at: at("2026-12-03T16:00:00Z"),
    environment: "production",
    teams: ["payments", "security"],
    until: at("2026-12-04T10:00:00Z"),
  },
};

export const granted: Example<"approval.granted"> = {
  type: "approval.granted",
  detail: {
    ...about,
    id: id("production/approval/granted"),
    at: at("2026-11-25T14:05:00Z"),
    environment: "production",
    by: ann,
    comment: "tested with last month's settlement",
    dueAt: at("2026-12-01T10:00:00Z"),
  },
};

export const stopped: Example<"step.stopped"> = {
  type: "step.stopped",
  detail: {
    ...about,
    id: id("production/stopped"),
    at: at("2026-12-02T11:20:04Z"),
    environment: "production",
    verb: "roll-back",
    by: { name: "ann", kind: "cli" },
    reason: "the new kernel drops packets",
    groups: ["checkout-prod-a"],
  },
};

export const declined: Example<"approval.declined"> = {
  type: "approval.declined",
  detail: {
    ...about,
    id: id("production/approval/declined"),
    at: at("2026-11-25T14:05:00Z"),
    environment: "production",
    reason: "ann (payments) declined it: no changes before the quarter ends",
    by: ann,
    comment: "no changes before the quarter ends",
  },
};

/** Nobody has answered. */
export const expired: Example<"approval.declined"> = {
  type: "approval.declined",
  detail: {
    ...about,
    id: id("production/approval/declined"),
    at: at("2026-12-04T10:00:00Z"),
    environment: "production",
    reason: "nobody of payments or security has approved it in time",
  },
};

export const paused: Example<"service.paused"> = {
  type: "service.paused",
  detail: {
    id: "checkout/paused/environment/production/2026-11-26T08:30:00Z",
    at: at("2026-11-26T08:30:02Z"),
    service: "checkout",
    team: "payments",
    scope: "environment",
    environment: "production",
    by: { name: "ann", kind: "cli" },
    reason: "database migration",
    until: at("2026-11-30T08:00:00Z"),
  },
};

export const resumed: Example<"service.resumed"> = {
  type: "service.resumed",
  detail: {
    id: "checkout/resumed/environment/production/2026-11-27T16:00:00Z",
    at: at("2026-11-27T16:00:02Z"),
    service: "checkout",
    team: "payments",
    scope: "environment",
    environment: "production",
    by: { name: "bob", kind: "cli" },
    reason: "the migration is done",
  },
};

/** The channel has been archived. */
export const undeliverable: Example<"subscription.undeliverable"> = {
  type: "subscription.undeliverable",
  detail: {
    id: "undeliverable/payments/slack/#payments/2026-12-01",
    at: at("2026-12-01T10:24:05Z"),
    service: "checkout",
    team: "payments",
    environment: "production",
    channel: "slack",
    address: "#payments",
    reason:
      "Slack did not take the message to #payments: is_archived; #payments is archived: name another in the team's `slack`",
    event: { id: id("production/started"), type: "step.started" },
    correlationId: image.correlationId,
  },
};

/** The mailbox is gone. */
export const suspended: Example<"address.suspended"> = {
  type: "address.suspended",
  detail: {
    id: "suspended/payments/email/oncall@example.com/2026-12-01T10:24:07Z",
    at: at("2026-12-01T10:24:07Z"),
    team: "payments",
    channel: "email",
    address: "oncall@example.com",
    why: "bounced",
    reason: "smtp; 550 5.1.1 user unknown",
  },
};

/** Somebody does not want it, and has not unsubscribed. */
export const complained: Example<"address.suspended"> = {
  type: "address.suspended",
  detail: { ...suspended.detail, why: "complained", reason: "abuse" },
};

/** One reader of a list has pressed the button of their mail program. */
export const unsubscribed: Example<"address.unsubscribed"> = {
  type: "address.unsubscribed",
  detail: {
    id: "unsubscribed/payments/email/oncall@example.com/2026-12-01T10:24:07Z",
    at: at("2026-12-01T10:24:07Z"),
    team: "payments",
    channel: "email",
    address: "oncall@example.com",
    by: "a link in a mail",
  },
};

/** It was a mistake. */
export const heard: Example<"address.heard"> = {
  type: "address.heard",
  detail: {
    id: "heard/payments/email/oncall@example.com/2026-12-01T10:24:07Z",
    at: at("2026-12-01T11:02:40Z"),
    team: "payments",
    channel: "email",
    address: "oncall@example.com",
    by: "ana (cli)",
  },
};

/** Somebody behind a list has less told there. */
export const changed: Example<"address.changed"> = {
  type: "address.changed",
  detail: {
    id: "changed/payments/email/oncall@example.com/2026-12-01T10:24:07Z",
    at: at("2026-12-01T10:24:07Z"),
    team: "payments",
    channel: "email",
    address: "oncall@example.com",
    by: "a link in a mail",
    digest: "daily 09:00",
  },
};

/** No rule lets the image in: it is of a stranger. */
export const rejected: Example<"image.rejected"> = {
  type: "image.rejected",
  detail: {
    id: "rejected/ami-0c0ffee0c0ffee000/owner/2026-11-24",
    at: at("2026-11-24T09:12:00Z"),
    imageId: "ami-0c0ffee0c0ffee000",
    name: "base-al2023-2026.11.24",
    family: "al2023-base",
    rule: "owner",
    reason: "ami-0c0ffee0c0ffee000 belongs to account 999999999999, which is no owner of al2023-base",
    correlationId: "0b9d7f52-51c6-4f5b-8f9e-3a6d1c2b4e70",
  },
};

/** It has the name, and not what else is asked of the family. */
export const untagged: Example<"image.rejected"> = {
  type: "image.rejected",
  detail: {
    ...rejected.detail,
    id: "rejected/ami-0c0ffee0c0ffee000/tags/2026-11-24",
    rule: "tags",
    reason: "ami-0c0ffee0c0ffee000 does not carry the tag Tested=yes of al2023-base",
  },
};

/** One example of each type, as the documentation shows it. */
export const examples: { readonly [Type in EventType]: Example<Type> } = {
  "rollout.planned": planned,
  "step.moved": moved,
  "step.coming-up": comingUp,
  "step.started": started,
  "step.checkpoint": checkpoint,
  "step.succeeded": succeeded,
  "step.failed": failed,
  "step.skipped": skipped,
  "step.stopped": stopped,
  "step.superseded": superseded,
  "approval.wanted": wanted,
  "approval.due": due,
  "approval.granted": granted,
  "approval.declined": declined,
  "rollout.completed": completed,
  "service.paused": paused,
  "service.resumed": resumed,
  "subscription.undeliverable": undeliverable,
  "address.suspended": suspended,
  "address.unsubscribed": unsubscribed,
  "address.heard": heard,
  "address.changed": changed,
  "image.rejected": rejected,
};
