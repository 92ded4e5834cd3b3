import type { AutoScaling } from "../services/autoscaling/autoScaling.ts";
import type { Ec2 } from "../services/ec2/ec2.ts";
import type { Fleet } from "./schema.ts";

/** Puts images, launch templates and groups into the region as if they had been there for weeks: no event is fired. */
export declare function seedFleet(fleet: Fleet, region: { ec2: Ec2; autoScaling: AutoScaling; now: number }): void;
