import type { RegionContext } from "../../context.ts";
import type { Operations } from "../../endpoint/operations.ts";
import type { LocalImage, LocalInstance, LocalTemplate } from "./model.ts";

export type Ec2Operations = Operations<typeof import("@aws-sdk/client-ec2")>;

export interface Ec2Options {
  /** What a Parameter Store parameter says now: for `resolve:ssm:NAME` image ids. */
  readonly parameter?: (name: string) => string | undefined;
}

/** An image that is there before anybody has published it: seeding fires no event. */
export interface ImageSeed {
  /** Made up where absent. */
  readonly id?: string;
  readonly name: string;
  /** Account id; absent: the region's own account. */
  readonly owner?: string;
  readonly ownerAlias?: string;
  /** Absent: x86_64. */
  readonly architecture?: LocalImage["architecture"];
  readonly tags?: Readonly<Record<string, string>>;
  /** Epoch milliseconds; absent: now. */
  readonly createdAt?: number;
  /** Absent: available. */
  readonly state?: LocalImage["state"];
  readonly description?: string;
}

export interface Ec2 {
  readonly operations: Ec2Operations;
  images(): readonly LocalImage[];
  templates(): readonly LocalTemplate[];
  instances(): readonly LocalInstance[];
  tagsOf(resource: string): Readonly<Record<string, string>>;
  /** Answers the image id. Fires no event. */
  seedImage(seed: ImageSeed): string;
}

/** The simulated EC2 of the region: images, launch templates and their versions, instances, tags. */
export declare function ec2(context: RegionContext, options?: Ec2Options): Ec2;
