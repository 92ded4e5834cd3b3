import type {
  DesiredConfiguration,
  InstanceMaintenancePolicy,
  LaunchTemplateSpecification,
  MixedInstancesPolicy,
  RefreshPreferences,
} from "@aws-sdk/client-auto-scaling";
import type { RefreshPlan, RefreshState } from "./refresh/refresh.ts";

/** What the simulated Auto Scaling keeps. Times are epoch milliseconds of simulated time. */

/** What a group launches; exactly one of the three, as in the API. */
export type Configuration =
  | { readonly kind: "launch-template"; readonly template: LaunchTemplateSpecification }
  | { readonly kind: "mixed-instances"; readonly policy: MixedInstancesPolicy }
  | { readonly kind: "launch-configuration"; readonly name: string };

export interface LocalGroup {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  configuration: Configuration;
  minSize: number;
  maxSize: number;
  desiredCapacity: number;
  /** Seconds, as the two after it. */
  defaultCooldown: number;
  /** Absent: never set; the health check grace period stands in for it. */
  defaultInstanceWarmup: number | undefined;
  healthCheckGracePeriod: number;
  healthCheckType: string;
  maintenancePolicy: InstanceMaintenancePolicy | undefined;
  newInstancesProtected: boolean;
  zones: readonly string[];
  subnets: string | undefined;
  readonly tags: Map<string, { readonly value: string; readonly propagate: boolean }>;
  /** Process name → reason. */
  readonly suspended: Map<string, string>;
  readonly instances: Map<string, GroupInstance>;
  /** Latest first. */
  readonly activities: LocalActivity[];
  /** Latest first. */
  refreshes: LocalRefresh[];
  launchFailures: LaunchFailures | undefined;
  deleting: boolean;
}

/** Launching has failed: how often in a row, since when, when it is tried again, and what was said last. */
export interface LaunchFailures {
  readonly count: number;
  readonly since: number;
  readonly retryAt: number;
  readonly message: string;
}

export interface GroupInstance {
  readonly id: string;
  readonly imageId: string;
  readonly type: string;
  readonly zone: string;
  readonly launchedAt: number;
  /** Absent for instances of a launch configuration. */
  readonly template: { readonly id: string; readonly name: string; readonly version: number } | undefined;
  readonly launchConfiguration: string | undefined;
  /** The refresh that launched it, and whether that was on its way forward or back. */
  readonly launchedBy: { readonly refresh: string; readonly rollingBack: boolean } | undefined;
  lifecycle: "Pending" | "InService" | "Standby" | "Terminating";
  inServiceAt: number | undefined;
  healthy: boolean;
  protected: boolean;
}

export interface LocalActivity {
  readonly id: string;
  readonly description: string;
  readonly cause: string;
  readonly startedAt: number;
  endedAt: number | undefined;
  status: "InProgress" | "Successful" | "Failed";
  statusMessage: string | undefined;
}

export interface LocalRefresh {
  readonly id: string;
  /** As DescribeInstanceRefreshes shows them. */
  readonly preferences: RefreshPreferences;
  readonly desired: DesiredConfiguration | undefined;
  readonly skipMatching: boolean;
  readonly plan: RefreshPlan;
  state: RefreshState;
}

export interface LaunchConfiguration {
  readonly name: string;
  readonly imageId: string;
  readonly type: string;
  readonly createdAt: number;
}
