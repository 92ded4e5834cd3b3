import type {
  DesiredConfiguration,
  InstanceMaintenancePolicy,
  LaunchTemplateSpecification,
  MixedInstancesPolicy,
  RefreshPreferences,
} from "@aws-sdk/client-auto-scaling";

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
  defaultCooldown: number;
  /** Seconds; undefined: never set, the health check grace period stands in. */
  defaultInstanceWarmup: number | undefined;
  /** Seconds. */
  healthCheckGracePeriod: number;
  healthCheckType: string;
  maintenancePolicy: InstanceMaintenancePolicy | undefined;
  newInstancesProtected: boolean;
  zones: readonly string[];
  subnets: string | undefined;
  readonly tags: Map<string, { value: string; propagate: boolean }>;
  readonly suspended: Set<string>;
  readonly instances: Map<string, GroupInstance>;
  /** Latest first. */
  readonly activities: LocalActivity[];
  /** Latest first. */
  readonly refreshes: LocalRefresh[];
  /** How often launching has failed in a row, since when, and when it is tried again. */
  launchFailures: { count: number; since: number; retryAt: number } | undefined;
  deleting: boolean;
}

export type Lifecycle = "Pending" | "InService" | "EnteringStandby" | "Standby" | "Terminating";

export interface GroupInstance {
  readonly id: string;
  readonly imageId: string;
  readonly type: string;
  readonly zone: string;
  readonly launchedAt: number;
  /** Absent for instances of a launch configuration. The version is a number. */
  readonly template: { readonly id: string; readonly name: string; readonly version: number } | undefined;
  readonly launchConfiguration: string | undefined;
  /** The refresh that launched it, and whether rolling forward or back. */
  readonly launchedBy: { readonly refresh: string; readonly rollingBack: boolean } | undefined;
  lifecycle: Lifecycle;
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
  status: "InProgress" | "Successful" | "Failed" | "Cancelled";
  statusMessage: string | undefined;
  progress: number;
}

export type RefreshStatus =
  | "Pending"
  | "InProgress"
  | "Baking"
  | "Successful"
  | "Failed"
  | "Cancelling"
  | "Cancelled"
  | "RollbackInProgress"
  | "RollbackFailed"
  | "RollbackSuccessful";

export interface LocalRefresh {
  readonly id: string;
  /** As requested, with the defaults that AWS reports filled in. */
  readonly preferences: RefreshPreferences;
  readonly desired: DesiredConfiguration | undefined;
  readonly startedAt: number;
  state: RefreshState;
}

/** The part of a refresh that moves: see refresh/advance.ts. */
export interface RefreshState {
  readonly status: RefreshStatus;
  readonly reason: string | undefined;
  readonly endedAt: number | undefined;
  readonly percent: number;
  readonly remaining: number;
  /** How many checkpoints have been passed. */
  readonly checkpointsPassed: number;
  /** Nothing more is replaced before this moment: the delay of a checkpoint. */
  readonly pausedUntil: number | undefined;
  readonly bakingUntil: number | undefined;
  /** When something last moved forward: the hour without progress counts from here. */
  readonly progressAt: number;
  readonly replaced: number;
  readonly outstanding: number;
  readonly rollback:
    | { readonly reason: string; readonly startedAt: number; readonly percent: number; readonly remaining: number }
    | undefined;
}
