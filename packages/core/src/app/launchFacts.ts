import type { Family } from "../domain/family.ts";
import type { Desired, Group, TemplateRef } from "../domain/group.ts";
import type { LaunchFacts } from "../domain/launch/facts.ts";
import { slotsOf, versionKey } from "../domain/launch/slots.ts";
import type { TemplateVersion } from "../domain/launch/templateVersion.ts";
import type { EnvironmentPolicy } from "../domain/policy.ts";
import type { Images, LaunchTemplates } from "../ports.ts";

export interface LaunchFactsPorts {
  /** The account id that `self` stands for among a family's owners. */
  readonly account: string;
  readonly images: Pick<Images, "describe">;
  readonly launchTemplates: LaunchTemplates;
}

export interface Wanted {
  readonly image: string;
  readonly family: Family;
  readonly environment: EnvironmentPolicy;
  readonly backwards?: boolean;
}

/**
 * Looks up all that launch control is decided from: the versions that the group, its instances and the `desired`
 * configurations name, and the images in them. Answers with the reason where the wanted image cannot be launched.
 */
export async function launchFacts(
  ports: LaunchFactsPorts,
  group: Group,
  desired: readonly Desired[],
  { image, family, environment, backwards = false }: Wanted,
): Promise<LaunchFacts | { readonly refused: string }> {
  const slots = [group.launch, ...desired].flatMap(slotsOf);
  const named = [...slots.map((slot) => slot.template), ...group.instances.flatMap(({ template }) => template ?? [])];
  const versions = await versionsOf(ports.launchTemplates, named);

  const ids = new Set([image]);
  for (const slot of slots) if (slot.imageId) ids.add(slot.imageId);
  for (const { imageId, resolvedImageId } of versions.values()) {
    const id = resolvedImageId ?? imageId;
    if (id?.startsWith("ami-")) ids.add(id);
  }
  const images = new Map((await ports.images.describe([...ids])).map((found) => [found.id, found]));

  const wanted = images.get(image);
  if (!wanted) return { refused: `${image} cannot be described any more: was it deregistered?` };
  if (wanted.state !== "available") return { refused: `${wanted.name} (${image}) is ${wanted.state}, not available` };
  return { group, versions, images, wanted, family, account: ports.account, backwards, policy: environment };
}

/** By versionKey; what is gone is absent. */
export async function versionsOf(
  launchTemplates: LaunchTemplates,
  refs: readonly TemplateRef[],
): Promise<ReadonlyMap<string, TemplateVersion>> {
  const distinct = new Map(refs.map((ref) => [versionKey(ref), ref]));
  const found = await Promise.all(
    [...distinct].map(async ([key, ref]) => [key, await launchTemplates.version(ref.id, ref.version)] as const),
  );
  return new Map(found.flatMap(([key, version]) => (version ? [[key, version]] : [])));
}
