import type { Group } from "../../domain/group.ts";
import type { Image } from "../../domain/image.ts";
import type { TemplateVersion } from "../../domain/launch/templateVersion.ts";
import type { RefreshStatus } from "../../domain/rollout/state.ts";
import { Temporal } from "../../domain/temporal.ts";
import type { FailedActivity, RefreshSummary } from "../../ports.ts";

export interface MemoryTemplate {
  readonly id: string;
  defaultVersion: number;
  readonly versions: TemplateVersion[];
}

/**
 * Images, launch templates, groups and refreshes in memory, for the ports that speak of them. A test puts things here,
 * takes them away, and says how refreshes end; nothing moves by itself.
 */
export interface MemoryFleet {
  readonly images: Map<string, Image>;
  readonly templates: Map<string, MemoryTemplate>;
  readonly groups: Map<string, Group>;
  /** By group, latest first. */
  readonly refreshes: Map<string, RefreshSummary[]>;
  readonly failedActivities: Map<string, FailedActivity[]>;
  readonly parameters: Map<string, string>;
  /** AMI ids by the ARN of the Image Builder image that made them. */
  readonly built: Map<string, readonly string[]>;

  addImage(image: Partial<Image> & { readonly id: string }): Image;
  /** A template whose first version names the image. */
  addTemplate(id: string, imageId: string, instanceType?: string): MemoryTemplate;
  /** A group of two instances on version 1 of the template of its own name, unless told otherwise. */
  addGroup(group: Partial<Group> & { readonly name: string }): Group;
  /** What DescribeInstances would show: the AMI that each instance of the group was launched from. */
  imagesOf(group: string): (string | undefined)[];
  moveRefresh(group: string, change: Partial<RefreshSummary>): void;
  /** Ends the active refresh of the group, by default as a success: only then does the group take its configuration. */
  endRefresh(group: string, at: Temporal.Instant, status?: RefreshStatus, reason?: string): void;
}

export function memoryFleet(): MemoryFleet {
  const fleet: MemoryFleet = {
    images: new Map(),
    templates: new Map(),
    groups: new Map(),
    refreshes: new Map(),
    failedActivities: new Map(),
    parameters: new Map(),
    built: new Map(),

    addImage: (sketch) => {
      const image: Image = {
        name: `base-${sketch.id}`,
        owner: "123456789012",
        state: "available",
        architecture: "x86_64",
        tags: {},
        createdAt: Temporal.Instant.from("2026-11-01T00:00:00Z"),
        ...sketch,
      };
      fleet.images.set(image.id, image);
      return image;
    },
    addTemplate: (id, imageId, instanceType) => {
      const first: TemplateVersion = { templateId: id, version: 1, imageId, ...(instanceType && { instanceType }) };
      const template: MemoryTemplate = { id, defaultVersion: 1, versions: [first] };
      fleet.templates.set(id, template);
      return template;
    },
    addGroup: (sketch) => {
      const launch = sketch.launch ?? { kind: "launch-template", template: { id: `lt-${sketch.name}`, version: "1" } };
      const template = launch.kind === "launch-configuration" ? undefined : pinned(fleet, launch.template);
      const desiredCapacity = sketch.desiredCapacity ?? 2;
      const group: Group = {
        tags: {},
        desiredCapacity,
        minSize: 0,
        maxSize: 10,
        suspendedProcesses: [],
        launch,
        instances: Array.from({ length: desiredCapacity }, (_, i) => ({
          id: `i-${sketch.name}-${i}`,
          ...(template && { template }),
        })),
        ...sketch,
      };
      fleet.groups.set(group.name, group);
      return group;
    },
    imagesOf: (name) =>
      (fleet.groups.get(name)?.instances ?? []).map(
        ({ template }) => template && findVersion(fleet, template.id, template.version)?.imageId,
      ),
    moveRefresh: (group, change) => {
      const refreshes = fleet.refreshes.get(group) ?? [];
      const [active, ...ended] = refreshes;
      if (!active) throw new Error(`${group} is not being refreshed`);
      fleet.refreshes.set(group, [{ ...active, ...change }, ...ended]);
    },
    endRefresh: (name, endedAt, status = "Successful", reason) => {
      const group = fleet.groups.get(name);
      const desired = fleet.refreshes.get(name)?.[0]?.desired;
      fleet.moveRefresh(name, { status, endedAt, percent: 100, ...(reason && { reason }) });
      if (status !== "Successful" || !group || !desired) return;
      const template = pinned(fleet, desired.template);
      const instances = group.instances.map(({ id }) => ({ id: `${id}'`, template }));
      fleet.groups.set(name, { ...group, launch: desired, instances });
    },
  };
  return fleet;
}

/** The version as DescribeLaunchTemplateVersions finds it: by number, `$Latest` or `$Default`. */
export function findVersion(fleet: MemoryFleet, templateId: string, name: string): TemplateVersion | undefined {
  const template = fleet.templates.get(templateId);
  if (!template || name === "$Latest") return template?.versions.at(-1);
  const number = name === "$Default" ? template.defaultVersion : Number(name);
  return template.versions.find(({ version }) => version === number);
}

function pinned(fleet: MemoryFleet, { id, version }: { id: string; version: string }) {
  return { id, version: String(findVersion(fleet, id, version)?.version ?? version) };
}
