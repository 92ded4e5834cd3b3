import type { Image } from "../domain/image.ts";
import { isLiteral, isPinned } from "../domain/launch/judgeSlot.ts";
import { type Slot, slotsOf, versionKey } from "../domain/launch/slots.ts";
import type { TemplateVersion } from "../domain/launch/templateVersion.ts";
import type { Facts, SurveyedGroup } from "./facts.ts";

/** A place of a group's configuration that decides an image, with what is known of it. */
export interface Launching {
  readonly slot: Slot;
  /** Absent: the version is gone, or templates could not be looked up. */
  readonly version?: TemplateVersion;
  /** The AMI id that is launched now. */
  readonly imageId?: string;
  /** Absent: the image is gone, or images could not be looked up. */
  readonly image?: Image;
  /** Does it launch the same image each time? */
  readonly pinned: boolean;
}

export function launchingOf(
  group: SurveyedGroup,
  { versions, images }: Pick<Facts, "versions" | "images">,
): Launching[] {
  return slotsOf(group.launch).map((slot) => {
    const version = versions?.get(versionKey(slot.template));
    const imageId = slot.imageId ?? (version && (isLiteral(version) ? version.imageId : version.resolvedImageId));
    const image = imageId === undefined ? undefined : images?.get(imageId);
    return {
      slot,
      pinned: isPinned(slot, version),
      ...(version && { version }),
      ...(imageId !== undefined && { imageId }),
      ...(image && { image }),
    };
  });
}

/** `` or ` (override 3)`: which of a mixed instances policy's places is meant, counted from 1 as people do. */
export const placeInWords = ({ place }: Slot): string => (place === "base" ? "" : ` (override ${place + 1})`);
