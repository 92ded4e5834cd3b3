import type { Family } from "../family.ts";
import type { Group } from "../group.ts";
import type { Image } from "../image.ts";
import type { EnvironmentPolicy } from "../policy.ts";
import type { TemplateVersion } from "./templateVersion.ts";

/** All that launch control is decided from. */
export interface LaunchFacts {
  readonly group: Group;
  /** By versionKey: every template version that the group or one of its instances names; absent: it is gone. */
  readonly versions: ReadonlyMap<string, TemplateVersion>;
  /** By id: the images that those versions name; absent: the image cannot be described any more. */
  readonly images: ReadonlyMap<string, Image>;
  readonly wanted: Image;
  readonly family: Family;
  /** What `self` stands for among the family's owners. */
  readonly account: string;
  /** The wanted image is the one from before: a newer one gives way to it. */
  readonly backwards?: boolean;
  readonly policy: Pick<EnvironmentPolicy, "template" | "adopt">;
}
