/** The words of the refresh simulation. Times are epoch milliseconds of simulated time. */

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

const ended: readonly RefreshStatus[] = ["Successful", "Failed", "Cancelled", "RollbackFailed", "RollbackSuccessful"];

export const isActive = (status: RefreshStatus) => !ended.includes(status);

/** What was asked for, every default applied; does not change while the refresh runs. */
export interface RefreshPlan {
  readonly minPercent: number;
  /** Absent: none was set, neither here nor by the group; not the same as 100. */
  readonly maxPercent?: number;
  readonly warmupMs: number;
  /** Ascending; empty: none were asked for. */
  readonly checkpoints: readonly number[];
  readonly checkpointDelayMs: number;
  readonly bakeMs: number;
  readonly autoRollback: boolean;
  readonly protectedInstances: "Refresh" | "Ignore" | "Wait";
  readonly standbyInstances: "Terminate" | "Ignore" | "Wait";
  readonly startedAt: number;
  /** Why it fails as soon as it begins. */
  readonly unsupported?: string;
}

/** The part that moves. */
export interface RefreshState {
  readonly status: RefreshStatus;
  readonly reason?: string;
  readonly endedAt?: number;
  /** As DescribeInstanceRefreshes reports them. */
  readonly percentComplete: number;
  readonly instancesToUpdate: number;
  readonly checkpointsPassed: number;
  /** Nothing more is replaced before this moment: the delay after a checkpoint. */
  readonly pausedUntil?: number;
  readonly bakingUntil?: number;
  /** When an instance was last replaced. */
  readonly progressAt: number;
  /** The most that were replaced, and the fewest that were still old, until now. */
  readonly mostReplaced: number;
  readonly fewestOld: number;
  readonly rollback?: {
    readonly reason: string;
    readonly startedAt: number;
    readonly percentComplete: number;
    readonly instancesToUpdate: number;
  };
}

/** An instance as far as replacing is concerned. */
export interface Member {
  readonly id: string;
  readonly lifecycle: "Pending" | "InService" | "Standby" | "Terminating";
  /** Has the configuration that is wanted: the desired one, or, rolling back, the one from before. */
  readonly updated: boolean;
  readonly healthy: boolean;
  readonly protected: boolean;
  readonly launchedAt: number;
  /** Absent while pending. */
  readonly inServiceAt?: number;
}

/** The group at one moment. */
export interface Fleet {
  readonly desired: number;
  readonly members: readonly Member[];
  /** False while the Launch, the Terminate or the InstanceRefresh process is suspended. */
  readonly mayReplace: boolean;
  /** When launching is tried again after it failed. */
  readonly launchRetryAt?: number;
  readonly lastLaunchFailure?: string;
}

export type RefreshEvent =
  | { readonly name: "Checkpoint Reached"; readonly percentage: number; readonly delayMs: number }
  | {
      readonly name:
        | "Started"
        | "Started Baking"
        | "Succeeded"
        | "Failed"
        | "Cancelled"
        | "Rollback Started"
        | "Rollback Succeeded"
        | "Rollback Failed";
    };

/** What is to be done now, and when to look again even if no instance changes until then. */
export interface Advance {
  readonly state: RefreshState;
  readonly launch: number;
  readonly terminate: readonly string[];
  readonly events: readonly RefreshEvent[];
  readonly next?: number;
}
