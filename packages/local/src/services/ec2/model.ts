import type { RequestLaunchTemplateData } from "@aws-sdk/client-ec2";

/** What the simulated EC2 keeps. Times are epoch milliseconds of simulated time. */

export type ImageState = "pending" | "available" | "failed" | "disabled" | "deregistered";

export interface LocalImage {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  /** Account id. */
  readonly owner: string;
  /** `amazon`, `aws-marketplace`: what DescribeImages accepts as an owner besides the account id. */
  readonly ownerAlias?: string;
  readonly architecture: "x86_64" | "arm64";
  readonly createdAt: number;
  /** May be described and launched by other accounts; matters for foreign images only. */
  readonly public: boolean;
  state: ImageState;
  stateReason?: string;
  deregisteredAt?: number;
}

export interface LocalTemplate {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  defaultVersion: number;
  /** Numbers are never given twice, even after the newest version was deleted. */
  nextVersion: number;
  readonly versions: Map<number, LocalTemplateVersion>;
}

export interface LocalTemplateVersion {
  readonly number: number;
  readonly createdAt: number;
  readonly description?: string;
  readonly data: RequestLaunchTemplateData;
}

export type InstanceState = "pending" | "running" | "shutting-down" | "terminated";

export interface LocalInstance {
  readonly id: string;
  readonly imageId: string;
  readonly type: string;
  readonly architecture: "x86_64" | "arm64";
  readonly zone: string;
  readonly launchedAt: number;
  state: InstanceState;
  terminatedAt?: number;
}

/** A launch template specification with its version looked up: which template, which number, what it says. */
export interface ResolvedTemplate {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly data: RequestLaunchTemplateData;
  /** The AMI id, `resolve:ssm:` looked up; undefined where the version names no image. */
  readonly imageId: string | undefined;
}
