import type { Desired, Group } from "../domain/group.ts";
import type { NewVersion } from "../domain/launch/newVersion.ts";
import type { TemplateVersion } from "../domain/launch/templateVersion.ts";
import type { GroupSelector, RefreshPreferences } from "../domain/policy.ts";
import type { RefreshReport } from "../domain/rollout/messages.ts";
import type { Temporal } from "../domain/temporal.ts";

/** Auto Scaling groups, their launch templates, and their refreshes. */

export interface Groups {
  /** Names of the groups that the selector finds, sorted; all pages. */
  find(selector: GroupSelector): Promise<string[]>;
  describe(name: string): Promise<Group | undefined>;
  /** The group's scaling activities begun at or after `since` that have failed, latest first; none for an unknown group. */
  failedActivities(name: string, since: Temporal.Instant): Promise<FailedActivity[]>;
}

/** A launch or termination that failed, in AWS's words. */
export interface FailedActivity {
  readonly at: Temporal.Instant;
  /** "Launching a new EC2 instance. Status Reason: …" */
  readonly description: string;
  /** Why it failed. */
  readonly message?: string;
}

export type { TemplateVersion };

export interface LaunchTemplates {
  /** `version`: a number, `$Latest` or `$Default`; undefined if template or version is gone. */
  version(templateId: string, version: string): Promise<TemplateVersion | undefined>;
  /**
   * A copy of `source` with only the image changed. The same `clientToken` gives the same version again. `refused`:
   * AWS will not, and says why. Throttling and outages are thrown.
   */
  createVersion(
    request: NewVersion,
  ): Promise<
    | { readonly outcome: "created"; readonly version: TemplateVersion }
    | { readonly outcome: "refused"; readonly reason: string }
  >;
}

export type { Desired, NewVersion };

/** A refresh as AWS lists it; what went wrong at launching is asked after apart (Groups.failedActivities). */
export interface RefreshSummary extends Omit<RefreshReport, "failedActivities"> {
  readonly startedAt?: Temporal.Instant;
  /** Absent where the refresh was started without one, or in a form that is never ours. */
  readonly desired?: Desired;
}

export interface Refreshes {
  /** All refreshes of the group that AWS still knows (six weeks), latest first. */
  list(group: string): Promise<RefreshSummary[]>;
  describe(group: string, refreshId: string): Promise<RefreshSummary | undefined>;
  /** `busy`: another refresh is active. `refused`: AWS will not, and says why. Throttling and outages are thrown. */
  start(
    group: string,
    desired: Desired,
    preferences: RefreshPreferences,
  ): Promise<
    | { readonly outcome: "started"; readonly refreshId: string }
    | { readonly outcome: "busy" }
    | { readonly outcome: "refused"; readonly reason: string }
  >;
  /** Cancels the active refresh of the group: what it has replaced stays. */
  cancel(group: string): Promise<StopAnswer>;
  /** Has AWS roll the active refresh of the group back. */
  rollBack(group: string): Promise<StopAnswer>;
}

export type StopAnswer =
  | { readonly outcome: "stopping" }
  /** None is active. */
  | { readonly outcome: "over" }
  /** AWS will not, and says why. */
  | { readonly outcome: "refused"; readonly reason: string };
