import type { Edit } from "./desired.ts";
import type { LaunchFacts } from "./facts.ts";
import { judgeImage } from "./judgeImage.ts";
import { isLiteral, isPinned, judgeSlot, type SlotVerdict } from "./judgeSlot.ts";
import { attributeBased, type Left, leaveGroup } from "./leave.ts";
import { type NewVersion, newVersion, type Occasion } from "./newVersion.ts";
import { type Slot, slotsOf, versionKey } from "./slots.ts";

/** What is to be done to a group so that it runs the wanted image. */
export type LaunchPlan =
  | Left
  /** The group's own configuration is in the way, and a person has to mend it. */
  | { readonly outcome: "refused"; readonly reason: string }
  | {
      readonly outcome: "refresh";
      /** The image that the group names now. */
      readonly from?: string;
      readonly create: readonly NewVersion[];
      readonly edits: readonly Edit[];
      /** Can AWS roll the group back to what it names now? */
      readonly rollback: boolean;
    };

type Judged = { readonly slot: Slot; readonly verdict: SlotVerdict };

/**
 * Launch control as data. Every place of the configuration whose image is of the family takes the wanted one; all
 * else is carried over. The group itself is never edited: what is planned travels as the refresh's desired
 * configuration.
 */
export function planLaunch(facts: LaunchFacts, occasion: Occasion): LaunchPlan {
  const { group, wanted } = facts;
  const left = leaveGroup(group);
  if (left) return left;

  const slots = slotsOf(group.launch);
  if (slots.some((slot) => facts.versions.get(versionKey(slot.template))?.attributeBased)) {
    return { outcome: "left", why: "attribute-based", reason: attributeBased };
  }
  const judged = slots.map((slot) => ({ slot, verdict: judgeSlot(slot, facts) }));
  for (const { verdict } of judged) {
    if (verdict.verdict === "broken") return { outcome: "refused", reason: verdict.reason };
  }

  const changes = judged.filter(({ verdict }) => verdict.verdict !== "keep");
  const from = imageOf(changes[0]) ?? imageOf(judged[0]);
  if (changes.length === 0 && !hasStragglers(judged, facts)) return nothingToChange(judged);

  const create = new Map<string, NewVersion>();
  const edits = changes.map(({ slot, verdict }): Edit => {
    const { place } = slot;
    if (verdict.verdict === "pin") return { place, version: verdict.version };
    if (verdict.verdict !== "new-version") return { place, imageId: wanted.id };
    const request = newVersion(verdict.source, wanted, occasion);
    create.set(request.clientToken, request);
    return { place, createdBy: request.clientToken };
  });
  return {
    outcome: "refresh",
    ...(from && { from }),
    create: [...create.values()],
    edits,
    rollback: canRollBack(slots, facts),
  };
}

/**
 * AWS rolls back only to numbered versions that name an AMI
 * (https://docs.aws.amazon.com/autoscaling/ec2/userguide/instance-refresh-rollback.html).
 */
function canRollBack(slots: readonly Slot[], facts: LaunchFacts): boolean {
  return slots.every((slot) => isPinned(slot, facts.versions.get(versionKey(slot.template))));
}

/** The group names the image, but somebody changed it without a refresh: some instances still run what was before. */
function hasStragglers(judged: readonly Judged[], facts: LaunchFacts): boolean {
  if (!judged.some(isOnImage)) return false;
  return facts.group.instances.some(({ template }) => {
    const version = template && facts.versions.get(versionKey(template));
    // What a parameter resolved to when the instance was launched is not known.
    const image = version && isLiteral(version) ? version.imageId : undefined;
    const types = version?.instanceType ? [version.instanceType] : [];
    return image !== undefined && judgeImage(image, types, facts).verdict === "behind";
  });
}

function nothingToChange(judged: readonly Judged[]): LaunchPlan {
  const { verdict } = judged.find(isOnImage) ?? judged[0] ?? {};
  if (verdict?.verdict !== "keep") throw new Error("a group without a launch template was planned");
  const { why, reason, from } = verdict;
  return { outcome: "left", why, reason, ...(from && { from }) };
}

const isOnImage = ({ verdict }: Judged) => verdict.verdict === "keep" && verdict.why === "already-on-image";

function imageOf(judged: Judged | undefined): string | undefined {
  return judged && "from" in judged.verdict ? judged.verdict.from : undefined;
}
