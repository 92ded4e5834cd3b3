import type { GroupView } from "../../view.ts";
import type { Ec2 } from "../ec2/ec2.ts";
import type { AutoScaling } from "./autoScaling.ts";

/** The groups as the page and the terminal show them, by name. */
export declare function groupViews(autoScaling: AutoScaling, ec2: Ec2): GroupView[];
