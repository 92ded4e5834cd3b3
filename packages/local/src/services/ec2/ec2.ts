import type { RequestLaunchTemplateData } from "@aws-sdk/client-ec2";
import type { RegionContext } from "../../context.ts";
import { AwsError, type Operations } from "../../endpoint/operations.ts";
import { resolveTemplate, type TemplateName } from "./findTemplates.ts";
import { imageOperations, seedImage } from "./images.ts";
import { instanceOperations, type Launch, run, terminate } from "./instances.ts";
import { type Launchability, launchability } from "./launchability.ts";
import { launchTemplateOperations, seedTemplate } from "./launchTemplates.ts";
import type { LocalImage, LocalInstance, LocalTemplate, ResolvedTemplate } from "./model.ts";
import { emptyState, tagsOf } from "./state.ts";
import { tagOperations } from "./tags.ts";
import { templateVersionOperations } from "./templateVersions.ts";

/** Any operations of EC2. */
export type Ec2Operations = Operations<typeof import("@aws-sdk/client-ec2")>;
/** Those that the region knows. */
export type LocalEc2Operations = ReturnType<typeof imageOperations> &
  ReturnType<typeof launchTemplateOperations> &
  ReturnType<typeof templateVersionOperations> &
  ReturnType<typeof instanceOperations> &
  ReturnType<typeof tagOperations>;

export interface Ec2Options {
  /** What a Parameter Store parameter says now: for `resolve:ssm:NAME` image ids. */
  readonly parameter?: (name: string) => string | undefined;
}

/** An image that is there before anybody has published it: seeding fires no event. */
export interface ImageSeed {
  /** Made up where absent. */
  readonly id?: string;
  readonly name: string;
  /** Account id; absent: the region's own account. Images of other accounts are public. */
  readonly owner?: string;
  /** `amazon` or `aws-marketplace`. */
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

/** A launch template that is there from the start. */
export interface TemplateSeed {
  readonly name: string;
  /** From version 1; at least one. The first is the default. */
  readonly versions: readonly RequestLaunchTemplateData[];
  /** Epoch milliseconds. */
  readonly createdAt: number;
}

export interface Ec2 {
  readonly operations: LocalEc2Operations;
  images(): readonly LocalImage[];
  templates(): readonly LocalTemplate[];
  instances(): readonly LocalInstance[];
  tagsOf(resource: string): Readonly<Record<string, string>>;
  /** Answers the image id. Fires no event. */
  seedImage(seed: ImageSeed): string;
  /** Answers the launch template id. */
  seedTemplate(seed: TemplateSeed): string;
  /** What a launch template specification launches at this moment. Throws AwsError where template or version is gone. */
  resolveTemplate(specification: TemplateName & { readonly Version?: string | undefined }): ResolvedTemplate;
  launchability(imageId: string | undefined, instanceType: string): Launchability;
  /** Starts an instance without asking whether its image launches. Answers the instance id. */
  run(launch: Launch): string;
  terminate(instanceId: string): void;
  /** Tells of instances that somebody ended through TerminateInstances. */
  onTermination(listener: (instanceId: string) => void): void;
}

/** The simulated EC2 of the region: images, launch templates and their versions, instances, tags. */
export function ec2(context: RegionContext, options: Ec2Options = {}): Ec2 {
  const state = emptyState(context);
  const parameter = options.parameter ?? (() => undefined);
  return {
    operations: obeyingDryRun({
      ...imageOperations(state),
      ...launchTemplateOperations(state),
      ...templateVersionOperations(state, parameter),
      ...instanceOperations(state),
      ...tagOperations(state),
    }),
    images: () => [...state.images.values()],
    templates: () => [...state.templates.values()],
    instances: () => [...state.instances.values()],
    tagsOf: (resource) => tagsOf(state, resource),
    seedImage: (seed) => seedImage(state, seed),
    seedTemplate: (seed) => seedTemplate(state, seed),
    resolveTemplate: (specification) => resolveTemplate(state, parameter, specification),
    launchability: (imageId, instanceType) => launchability(state, imageId, instanceType),
    run: (launch) => run(state, launch),
    terminate: (instanceId) => {
      terminate(state, instanceId);
    },
    onTermination: (listener) => {
      state.terminationListeners.push(listener);
    },
  };
}

/** With DryRun every operation of EC2 answers an error and does nothing; permissions were checked before. */
function obeyingDryRun<T extends Ec2Operations>(operations: T): T {
  const wrap =
    (operation: (...args: never[]) => unknown) =>
    (...args: never[]) => {
      const [input] = args as readonly { readonly DryRun?: boolean }[];
      if (input?.DryRun) {
        throw new AwsError("DryRunOperation", "Request would have succeeded, but DryRun flag is set.", 412);
      }
      return operation(...args);
    };
  return Object.fromEntries(Object.entries(operations).map(([name, operation]) => [name, wrap(operation)])) as T;
}
