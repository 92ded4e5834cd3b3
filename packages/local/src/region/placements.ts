import { matchFamily } from "@ami-refresh/core/domain/family.ts";
import type { Image } from "@ami-refresh/core/domain/image.ts";
import type { GroupSelector, Policy } from "@ami-refresh/core/domain/policy.ts";
import type { GroupView, PlacementView } from "../view.ts";

/** Which service and environment each group belongs to, as the configuration says. */
export function placementsOf(
  policy: Policy,
  account: string,
  groups: readonly GroupView[],
  imageOf: (id: string) => Image | undefined,
): PlacementView[] {
  return Object.values(policy.services).flatMap((service) =>
    service.environments.flatMap((environment) =>
      groups
        .filter((group) => selects(environment.groups, group))
        .map((group) => ({
          group: group.name,
          service: service.name,
          environment: environment.name,
          family: familyOf(group, service.families),
        })),
    ),
  );

  function familyOf(group: GroupView, families: readonly string[]): string | null {
    for (const { imageId } of group.instances) {
      const image = imageOf(imageId);
      if (!image) continue;
      const found = families.find((name) => {
        const family = policy.families[name];
        return family && matchFamily(image, family, account).match;
      });
      if (found) return found;
    }
    return null;
  }
}

const selects = (selector: GroupSelector, group: GroupView): boolean =>
  selector.by === "name"
    ? selector.names.includes(group.name)
    : Object.entries(selector.tags).every(([key, value]) => group.tags[key] === value);
