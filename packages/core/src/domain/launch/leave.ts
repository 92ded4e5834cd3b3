import type { Group } from "../group.ts";
import type { LeftReason } from "../rollout/state.ts";

export interface Left {
  readonly outcome: "left";
  readonly why: LeftReason;
  readonly reason: string;
  /** The image that the group runs. */
  readonly from?: string;
}

/** The tag by which people keep a group as it is. Empty and `false` do not hold. */
export const holdTag = "ami-refresh:hold";

/** Instances cannot be replaced while one of these is suspended (https://docs.aws.amazon.com/autoscaling/ec2/userguide/understand-how-suspending-processes-affects-other-processes.html). */
export const neededProcesses: readonly string[] = ["Launch", "Terminate", "InstanceRefresh"];

/** Why the group itself is not to be refreshed, whatever its image; undefined where nothing is in the way. */
export function leaveGroup(group: Group): Left | undefined {
  const left = (why: LeftReason, reason: string): Left => ({ outcome: "left", why, reason });
  const hold = group.tags[holdTag]?.trim();
  if (hold && hold.toLowerCase() !== "false") return left("held", `held by its tag ${holdTag}: ${hold}`);
  if (group.launch.kind === "launch-configuration") {
    const { name } = group.launch;
    return left(
      "launch-configuration",
      `launches from the launch configuration ${name}; only launch templates are refreshed`,
    );
  }
  if (group.launch.kind === "mixed-instances" && group.launch.overrides.some((override) => override.attributeBased)) {
    return left("attribute-based", attributeBased);
  }
  const suspended = neededProcesses.filter((process) => group.suspendedProcesses.includes(process));
  if (suspended.length > 0) {
    return left("suspended-processes", `${suspended.join(" and ")} suspended: instances cannot be replaced`);
  }
  if (group.desiredCapacity === 0) return left("no-capacity", "its desired capacity is 0: there is nothing to refresh");
  return undefined;
}

export const attributeBased =
  "chooses its instance types by their attributes (InstanceRequirements), which cannot be refreshed to a desired configuration";
