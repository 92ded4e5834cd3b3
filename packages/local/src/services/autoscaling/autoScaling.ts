import type { RegionContext } from "../../context.ts";
import type { Operations } from "../../endpoint/operations.ts";
import type { Ec2 } from "../ec2/ec2.ts";
import type { LocalGroup } from "./model.ts";

export type AutoScalingOperations = Operations<typeof import("@aws-sdk/client-auto-scaling")>;

export interface AutoScaling {
  readonly operations: AutoScalingOperations;
  groups(): readonly LocalGroup[];
}

/** The simulated Auto Scaling of the region: groups, their instances, and instance refreshes over time. */
export declare function autoScaling(context: RegionContext, ec2: Ec2): AutoScaling;
