import type { Launch, TemplateRef } from "../group.ts";

/** A place in a group's configuration that decides the image of some of its instances. */
export interface Slot {
  /** The base template, or the override of that index. */
  readonly place: "base" | number;
  readonly template: TemplateRef;
  /** An image that an override names itself, over its template's. */
  readonly imageId?: string;
  /** The instance types that the group launches from here; empty: the one that the template names. */
  readonly instanceTypes: readonly string[];
}

/** Every place that decides an image, base first. A launch configuration has none. */
export function slotsOf(launch: Launch): Slot[] {
  switch (launch.kind) {
    case "launch-configuration":
      return [];
    case "launch-template":
      return [{ place: "base", template: launch.template, instanceTypes: [] }];
    case "mixed-instances": {
      const { template, overrides } = launch;
      const onBase = overrides.filter((override) => !override.template && !override.imageId);
      return [
        { place: "base", template, instanceTypes: onBase.flatMap(({ instanceType }) => instanceType ?? []) },
        ...overrides.flatMap((override, place): Slot[] => {
          if (!override.template && !override.imageId) return [];
          const { instanceType, imageId } = override;
          return [
            {
              place,
              template: override.template ?? template,
              instanceTypes: instanceType ? [instanceType] : [],
              ...(imageId && { imageId }),
            },
          ];
        }),
      ];
    }
  }
}

/** Names a template's version in maps. */
export const versionKey = (ref: TemplateRef): string => `${ref.id}@${ref.version}`;
