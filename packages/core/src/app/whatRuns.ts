import { type Family, matchFamily } from "../domain/family.ts";
import { namedImage } from "../domain/launch/judgeSlot.ts";
import { slotsOf, versionKey } from "../domain/launch/slots.ts";
import type { EnvironmentPolicy, ServicePolicy } from "../domain/policy.ts";
import { wasRefreshed } from "../domain/rollout/difference.ts";
import type { Input, MailboxMessage } from "../domain/rollout/messages.ts";
import type { RolloutImage, Track } from "../domain/rollout/state.ts";
import type { Groups, Log } from "../ports.ts";
import { type LaunchFactsPorts, versionsOf } from "./launchFacts.ts";

export interface WhatRunsPorts extends LaunchFactsPorts {
  readonly groups: Pick<Groups, "find" | "describe">;
  readonly log: Log;
}

/** So many groups of an environment are looked at, and so many of their images told. */
const most = { groups: 25, images: 3 } as const;

/**
 * What the groups run that a new image is for, where ami-refresh has refreshed none of an environment yet, so that the
 * teams are told what the first image replaces. Of anything else there is nothing to look up.
 */
export async function beforeTheFirst(
  ports: WhatRunsPorts,
  service: ServicePolicy,
  families: Readonly<Record<string, Family>>,
  message: MailboxMessage,
  track: Track,
): Promise<Input[]> {
  if (message.kind !== "image-published" || track.rollouts.some(({ image }) => image.id === message.image.id))
    return [];
  const family = families[track.family];
  const unknown = service.environments.filter(({ name }) => !wasRefreshed(track, name));
  if (!family || unknown.length === 0) return [];
  const looked = await Promise.all(
    unknown.map(async (environment) => {
      const runs = await orUnknown(ports, environment, async () =>
        runsIn(ports, await ports.groups.find(environment.groups), family, environment),
      );
      return runs ? [[environment.name, runs] as const] : [];
    }),
  );
  return [{ kind: "groups-looked-at", runs: Object.fromEntries(looked.flat()) }];
}

/** The same of one environment, whose groups were just found. `undefined`: it is not known, or not of use any more. */
export async function runsBefore(
  ports: WhatRunsPorts,
  names: readonly string[],
  family: Family | undefined,
  environment: EnvironmentPolicy,
  track: Track,
): Promise<RolloutImage[] | undefined> {
  if (!family || wasRefreshed(track, environment.name)) return undefined;
  return orUnknown(ports, environment, () => runsIn(ports, names, family, environment));
}

/** What is only told holds nothing up. */
async function orUnknown(
  { log }: WhatRunsPorts,
  { name }: EnvironmentPolicy,
  look: () => Promise<RolloutImage[]>,
): Promise<RolloutImage[] | undefined> {
  try {
    return await look();
  } catch (error) {
    log.warn(`what runs in ${name} is not known: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/** The images of the family that groups launch, that of most groups first. */
async function runsIn(
  ports: WhatRunsPorts,
  names: readonly string[],
  family: Family,
  environment: EnvironmentPolicy,
): Promise<RolloutImage[]> {
  const groups = await Promise.all(names.slice(0, most.groups).map((name) => ports.groups.describe(name)));
  const bases = groups.flatMap((group) => (group ? slotsOf(group.launch).slice(0, 1) : []));
  const templates = bases.map(({ template }) => template);
  const versions = await versionsOf(ports.launchTemplates, templates);
  const counts = new Map<string, number>();
  for (const template of templates) {
    const version = versions.get(versionKey(template));
    const id = version && namedImage(version);
    if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  const images = counts.size === 0 ? [] : await ports.images.describe([...counts.keys()]);
  const count = ({ id }: { readonly id: string }) => counts.get(id) ?? 0;
  return images
    .filter((image) => environment.adopt || matchFamily(image, family, ports.account).match)
    .sort((a, b) => count(b) - count(a) || a.createdAt.epochMilliseconds - b.createdAt.epochMilliseconds)
    .slice(0, most.images)
    .map(({ id, name, architecture, createdAt }) => ({ id, name, architecture, createdAt }));
}
