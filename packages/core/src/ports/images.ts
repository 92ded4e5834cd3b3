import type { Family } from "../domain/family.ts";
import type { Image } from "../domain/image.ts";
import type { Temporal } from "../domain/temporal.ts";

/** Images, and the parameters that name them. */

export interface Images {
  /** The images among `ids` that can still be described, in no order. A vanished image is simply absent. */
  describe(ids: readonly string[]): Promise<Image[]>;
  /** The AMI ids of this Region that an Image Builder image version has produced (all entries, not only the first). */
  builtBy(imageBuilderArn: string): Promise<string[]>;
  /** The value of a Parameter Store parameter, or undefined if there is none. */
  parameter(name: string): Promise<string | undefined>;
}

export interface FoundImages {
  /**
   * The image of the family that was created last, at or after `since`, and is available; undefined: there is none.
   * `account` is what `self` stands for.
   */
  newest(family: Family, account: string, since: Temporal.Instant): Promise<Image | undefined>;
}

/** Parameters of the Parameter Store that tell others which image is current. */
export interface Parameters {
  /** Makes it or overwrites it. `refused`: AWS will not, and says why. Throttling and outages are thrown. */
  write(name: string, value: string): Promise<{ readonly refused?: string }>;
}
