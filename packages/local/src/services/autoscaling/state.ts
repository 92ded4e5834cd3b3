import type { RegionContext } from "../../context.ts";
import { AwsError } from "../../endpoint/operations.ts";
import type { Ec2 } from "../ec2/ec2.ts";
import { type Ids, idsFrom } from "../ec2/ids.ts";
import type { LaunchConfiguration, LocalGroup, LocalRefresh } from "./model.ts";
import { isActive } from "./refresh/refresh.ts";

/** Everything that the simulated Auto Scaling remembers, shared by its operations. */
export interface AutoScalingState {
  readonly context: RegionContext;
  readonly ec2: Ec2;
  readonly ids: Ids;
  readonly groups: Map<string, LocalGroup>;
  readonly launchConfigurations: Map<string, LaunchConfiguration>;
  /** How to call off the next look at a group, by name. */
  readonly looks: Map<string, () => void>;
}

export function emptyState(context: RegionContext, ec2: Ec2): AutoScalingState {
  return {
    context,
    ec2,
    ids: idsFrom(`${context.account}:${context.region}:autoscaling`),
    groups: new Map(),
    launchConfigurations: new Map(),
    looks: new Map(),
  };
}

export const invalid = (message: string) => new AwsError("ValidationError", message);

export function groupNamed(state: AutoScalingState, name: string | undefined): LocalGroup {
  const group = state.groups.get(name ?? "");
  if (group) return group;
  throw invalid(`AutoScalingGroup name not found - AutoScalingGroup '${name}' not found`);
}

export const activeRefresh = (group: LocalGroup): LocalRefresh | undefined =>
  group.refreshes.find((refresh) => isActive(refresh.state.status));
