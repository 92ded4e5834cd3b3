import {
  cancelled,
  changed,
  checkpoint,
  comingUp,
  comingUpHeldUp,
  complained,
  completed,
  declined,
  due,
  expired,
  failed,
  found,
  granted,
  heard,
  lapsed,
  moved,
  paused,
  planned,
  rejected,
  resumed,
  rolledBack,
  skipped,
  started,
  stopped,
  succeeded,
  superseded,
  suspended,
  takenBack,
  undeliverable,
  unsubscribed,
  untagged,
  wanted,
} from "@ami-refresh/core/docs/events/examples.ts";
import type { Policy, Team } from "@ami-refresh/core/domain/policy.ts";
import type { TeamEvent } from "@ami-refresh/core/notify/describe/index.ts";
import { aService, aWindow } from "../../support/policy.ts";

export {
  checkpoint,
  comingUp,
  completed,
  due,
  failed,
  granted,
  image,
  lapsed,
  moved,
  paused,
  planned,
  refreshed,
  rejected,
  resumed,
  rolledBack,
  skipped,
  started,
  succeeded,
  superseded,
  suspended,
  undeliverable,
  wanted,
} from "@ami-refresh/core/docs/events/examples.ts";

/** The documentation's examples of every event that concerns a team, the team, and the configuration behind them. */

export const payments: Team = {
  name: "payments",
  timezone: "Europe/London",
  slack: "#payments",
  email: ["payments@example.com", "oncall@example.com"],
};

export const checkout = aService({
  development: {},
  staging: { delay: "1d", windows: [{ ...aWindow([1, 2, 3, 4, 5], "09:00", "17:00"), text: "Mon-Fri 09:00-17:00" }] },
  production: {
    delay: "3d",
    soak: "1d",
    windows: [{ ...aWindow([2, 3, 4], "10:00", "16:00"), text: "Tue-Thu 10:00-16:00" }],
  },
});

export const policy: Policy = {
  timezone: "Europe/London",
  families: {},
  environments: ["development", "staging", "production"],
  teams: { payments },
  services: { checkout },
};

const { replaces: before, tags: _, ...first } = started.detail;
/** The first of its environment: nothing is known but what its groups were found to run. */
export const startedFirst: TeamEvent = {
  ...started,
  detail: { ...first, runs: [found, ...(before ? [before] : [])] },
};

/** Groups that failed for the same reason, one for another, and some that were left alone for the same. */
export const failedAlike: TeamEvent = {
  ...failed,
  detail: {
    ...failed.detail,
    groups: [
      ...failed.detail.groups,
      ...["c", "d", "e"].map((name) => ({
        status: "rolled-back" as const,
        name: `checkout-prod-${name}`,
        from: "ami-0former0former0fo",
        to: failed.detail.image.id,
        refreshId: `refresh-of-checkout-prod-${name}`,
        endedAt: failed.detail.at,
        reason: "3 instances failed to become healthy in 600 seconds",
      })),
      ...["spare-a", "spare-b"].map((name) => ({
        status: "left" as const,
        name: `checkout-prod-${name}`,
        why: "no-capacity" as const,
        reason: "its desired capacity is 0: there is nothing to refresh",
      })),
    ],
  },
};

export const everyKind: Readonly<Record<string, TeamEvent>> = {
  planned,
  moved,
  "moved-lapsed": lapsed,
  "coming-up": comingUp,
  "coming-up-held-up": comingUpHeldUp,
  started,
  "started-first": startedFirst,
  checkpoint,
  succeeded,
  failed,
  "failed-rolled-back": rolledBack,
  "failed-alike": failedAlike,
  stopped,
  "stopped-cancelled": cancelled,
  "stopped-taken-back": takenBack,
  completed,
  skipped,
  superseded,
  "approval-wanted": wanted,
  "approval-due": due,
  "approval-granted": granted,
  "approval-declined": declined,
  "approval-expired": expired,
  paused,
  resumed,
  undeliverable,
  suspended,
  "suspended-complained": complained,
  unsubscribed,
  heard,
  changed,
  "changed-undone": {
    ...changed,
    detail: { ...changed.detail, by: "olga (cli)", severity: undefined, digest: undefined },
  },
  rejected,
  "rejected-tags": untagged,
  "rejected-architecture": {
    ...rejected,
    detail: {
      ...rejected.detail,
      id: "rejected/ami-0c0ffee0c0ffee000/architecture/2026-11-24",
      rule: "architecture",
      reason: "ami-0c0ffee0c0ffee000 is arm64, al2023-base is x86_64",
    },
  },
};
