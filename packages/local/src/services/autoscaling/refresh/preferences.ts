import type { InstanceMaintenancePolicy, RefreshPreferences } from "@aws-sdk/client-auto-scaling";
import { AwsError } from "../../../endpoint/operations.ts";
import type { RefreshPlan } from "./refresh.ts";

/** What of the group counts where the preferences are silent. Seconds. */
export interface GroupDefaults {
  readonly maintenancePolicy: InstanceMaintenancePolicy | undefined;
  readonly defaultInstanceWarmup: number | undefined;
  readonly healthCheckGracePeriod: number;
}

export interface CheckedPreferences {
  /** As DescribeInstanceRefreshes shows them. */
  readonly shown: RefreshPreferences;
  readonly skipMatching: boolean;
  readonly plan: Omit<RefreshPlan, "startedAt" | "unsupported">;
}

/**
 * Checks the preferences against the limits of the API and applies the defaults of the CLI and the SDKs. Throws
 * ValidationError. https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_RefreshPreferences.html and
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/understand-instance-refresh-default-values.html
 */
export function checkedPreferences(given: RefreshPreferences, group: GroupDefaults): CheckedPreferences {
  within("minHealthyPercentage", given.MinHealthyPercentage, 0, 100);
  within("maxHealthyPercentage", given.MaxHealthyPercentage, 100, 200);
  within("instanceWarmup", given.InstanceWarmup, 0, Number.MAX_SAFE_INTEGER);
  within("checkpointDelay", given.CheckpointDelay, 0, 172_800);
  within("bakeTime", given.BakeTime, 0, 172_800);
  checkHealthyRange(given.MinHealthyPercentage, given.MaxHealthyPercentage);
  checkCheckpoints(given);
  if ((given.AlarmSpecification?.Alarms?.length ?? 0) > 10) {
    throw refused("The alarm specification must name no more than 10 alarms.");
  }

  const policy = positive(group.maintenancePolicy);
  const minPercent = given.MinHealthyPercentage ?? policy?.min ?? 90;
  const maxPercent = given.MaxHealthyPercentage ?? (given.MinHealthyPercentage === undefined ? policy?.max : undefined);
  const warmup = given.InstanceWarmup ?? group.defaultInstanceWarmup ?? group.healthCheckGracePeriod;
  const checkpoints = given.CheckpointPercentages ?? [];
  const checkpointDelay = given.CheckpointDelay ?? 3600;
  const protectedInstances = given.ScaleInProtectedInstances ?? "Wait";
  const standbyInstances = given.StandbyInstances ?? "Wait";
  const skipMatching = given.SkipMatching ?? false;
  const autoRollback = given.AutoRollback ?? false;
  return {
    shown: {
      MinHealthyPercentage: minPercent,
      ...(maxPercent !== undefined && { MaxHealthyPercentage: maxPercent }),
      InstanceWarmup: warmup,
      ...(checkpoints.length > 0 && { CheckpointPercentages: checkpoints, CheckpointDelay: checkpointDelay }),
      SkipMatching: skipMatching,
      AutoRollback: autoRollback,
      ScaleInProtectedInstances: protectedInstances,
      StandbyInstances: standbyInstances,
      ...(given.AlarmSpecification && { AlarmSpecification: given.AlarmSpecification }),
      ...(given.BakeTime !== undefined && { BakeTime: given.BakeTime }),
    },
    skipMatching,
    plan: {
      minPercent,
      ...(maxPercent !== undefined && { maxPercent }),
      warmupMs: warmup * 1000,
      checkpoints,
      checkpointDelayMs: checkpointDelay * 1000,
      bakeMs: (given.BakeTime ?? 0) * 1000,
      autoRollback,
      protectedInstances,
      standbyInstances,
    },
  };
}

const refused = (message: string) => new AwsError("ValidationError", message);

function within(name: string, value: number | undefined, from: number, to: number): void {
  if (value === undefined || (value >= from && value <= to)) return;
  const [limit, bound] = value < from ? ["greater than or equal to", from] : ["less than or equal to", to];
  throw refused(
    `1 validation error detected: Value '${value}' at 'preferences.${name}' failed to satisfy constraint: Member must have value ${limit} ${bound}`,
  );
}

function checkHealthyRange(min: number | undefined, max: number | undefined): void {
  if (max === undefined) return;
  if (min === undefined) throw refused("MaxHealthyPercentage requires MinHealthyPercentage to be specified as well.");
  if (max - min > 100) {
    throw refused("The difference between MaxHealthyPercentage and MinHealthyPercentage must not be greater than 100.");
  }
}

function checkCheckpoints({ CheckpointPercentages, CheckpointDelay }: RefreshPreferences): void {
  if (CheckpointDelay !== undefined && !CheckpointPercentages?.length) {
    throw refused("CheckpointDelay requires CheckpointPercentages to be specified as well.");
  }
  for (const [i, percentage] of (CheckpointPercentages ?? []).entries()) {
    within("checkpointPercentages", percentage, 1, 100);
    if (i > 0 && percentage <= (CheckpointPercentages?.[i - 1] ?? 0)) {
      throw refused("CheckpointPercentages must be unique and in ascending order.");
    }
  }
}

/** -1 says that a value of the policy was cleared. */
function positive(policy: InstanceMaintenancePolicy | undefined) {
  const { MinHealthyPercentage: min = -1, MaxHealthyPercentage: max = -1 } = policy ?? {};
  return min < 0 || max < 0 ? undefined : { min, max };
}
