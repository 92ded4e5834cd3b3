import type { Family } from "@ami-refresh/core/domain/family.ts";
import type { EnvironmentPolicy, Policy, ServicePolicy } from "@ami-refresh/core/domain/policy.ts";
import { hasRoom, previousImage } from "./nextImage.ts";
import { Fleet } from "./schema.ts";

/**
 * Makes up a fleet from a configuration: an image per family, and on it, for every service, environment and family, a
 * group with a launch template of the same name, tagged or named so that the configuration finds it.
 */
export function fleetFor(policy: Policy): Fleet {
  const families = Object.values(policy.families);
  const images = new Map(families.map((family) => [family.name, previousImage(family)]));
  const sketches = Object.values(policy.services).flatMap((service) =>
    service.environments.flatMap((environment, rung) => sketchesOf(service, environment, rung)),
  );
  // Two services may name the same group; it can only be there once.
  const byName = new Map(sketches.map((sketch) => [sketch.group, sketch]));
  const imageOf = (family: string) => images.get(family)?.name ?? family;
  return Fleet.parse({
    // Families may share an image, and an image has its name once.
    images: [
      ...new Map(families.map((family) => [imageOf(family.name), { ...images.get(family.name), ...stateOf(family) }])),
    ].map(([, image]) => image),
    templates: Object.fromEntries(
      [...byName.values()].map(({ group, family }) => [
        group,
        {
          image: imageOf(family),
          instanceType: images.get(family)?.architecture === "arm64" ? "m7g.large" : "m7i.large",
        },
      ]),
    ),
    groups: Object.fromEntries(
      [...byName.values()].map(({ group, size, tags }) => [group, { template: group, size, tags }]),
    ),
  });
}

interface GroupSketch {
  readonly group: string;
  readonly family: string;
  readonly size: number;
  readonly tags: Readonly<Record<string, string>>;
}

function sketchesOf(service: ServicePolicy, environment: EnvironmentPolicy, rung: number): GroupSketch[] {
  const { families } = service;
  const size = Math.min(4, 2 + rung);
  const selector = environment.groups;
  if (selector.by === "name") {
    const tags = { Service: service.name, Environment: environment.name };
    return selector.names.map((group, i) => ({ group, family: families[i % families.length] ?? "", size, tags }));
  }
  return families.map((family) => ({
    group: [service.name, environment.name, ...(families.length > 1 ? [family] : [])].join("-"),
    family,
    size,
    tags: selector.tags,
  }));
}

/** Where the pattern leaves no room for a second name, the image before has to be gone when the next is published. */
const stateOf = (family: Family) => (hasRoom(family) ? {} : { state: "deregistered" as const });
