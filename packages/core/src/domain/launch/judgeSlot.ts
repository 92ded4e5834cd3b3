import type { LeftReason } from "../rollout/state.ts";
import type { LaunchFacts } from "./facts.ts";
import { judgeImage } from "./judgeImage.ts";
import { type Slot, versionKey } from "./slots.ts";
import type { TemplateVersion } from "./templateVersion.ts";

/** What is to become of one place in a group's configuration; `from`: the image it names now. */
export type SlotVerdict =
  /** A version with the wanted image is to be made from `source`. */
  | { readonly verdict: "new-version"; readonly source: TemplateVersion; readonly from?: string }
  /** The override names the image itself. */
  | { readonly verdict: "new-image"; readonly from: string }
  /** The image is right, but the version floats: name its number. */
  | { readonly verdict: "pin"; readonly version: number; readonly from: string }
  | { readonly verdict: "keep"; readonly why: LeftReason; readonly reason: string; readonly from?: string }
  /** The configuration itself cannot be worked out. */
  | { readonly verdict: "broken"; readonly reason: string };

export function judgeSlot(slot: Slot, facts: LaunchFacts): SlotVerdict {
  const { template } = slot;
  if (slot.imageId) {
    const judged = judgeImage(slot.imageId, slot.instanceTypes, facts);
    return judged.verdict === "keep" ? { ...judged, from: slot.imageId } : { verdict: "new-image", from: slot.imageId };
  }

  const version = facts.versions.get(versionKey(template));
  const named = `version ${template.version} of the launch template ${template.id}`;
  if (!version) return { verdict: "broken", reason: `the group names ${named}, which is gone` };
  if (!version.imageId) return { verdict: "broken", reason: `${named} names no image` };

  const from = namedImage(version);
  if (facts.policy.template === "leave" && !isPinned(slot, version)) {
    const what = isLiteral(version) ? `takes ${template.version} of ${template.id}` : `takes ${version.imageId}`;
    const reason = `the group ${what}, whatever that is at each launch, and the policy is to leave such groups alone`;
    return { verdict: "keep", why: "unpinned-template", reason, ...(from && { from }) };
  }
  if (!from) return { verdict: "new-version", source: version };
  if (from === facts.wanted.id && !isPinned(slot, version)) {
    return isLiteral(version)
      ? { verdict: "pin", version: version.version, from }
      : { verdict: "new-version", source: version, from };
  }
  const types = slot.instanceTypes.length > 0 ? slot.instanceTypes : version.instanceType ? [version.instanceType] : [];
  const judged = judgeImage(from, types, facts);
  return judged.verdict === "keep" ? { ...judged, from } : { verdict: "new-version", source: version, from };
}

/** The image that a version brings, as far as it can be told. */
export function namedImage(version: TemplateVersion): string | undefined {
  return isLiteral(version) ? version.imageId : version.resolvedImageId;
}

/** Does the configuration always launch the same image: a numbered version that names an AMI, not a parameter? */
export function isPinned(slot: Slot, version: TemplateVersion | undefined): boolean {
  if (slot.imageId) return true;
  return /^\d+$/.test(slot.template.version) && version !== undefined && isLiteral(version);
}

/** Does the version name an AMI rather than a parameter? */
export const isLiteral = (version: TemplateVersion): boolean => !version.imageId?.startsWith("resolve:");
