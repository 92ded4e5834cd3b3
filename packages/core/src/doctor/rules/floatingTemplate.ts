import { isLiteral } from "../../domain/launch/judgeSlot.ts";
import { aboutClaim } from "../claims.ts";
import { type Launching, launchingOf, placeInWords } from "../launching.ts";
import type { Rule } from "../rule.ts";

/** Groups that take whatever is newest at each launch: they leak new images at scale-out, past every gate. */
export const floatingTemplate: Rule = (facts) =>
  facts.claims.flatMap((claim) => {
    const floating = launchingOf(claim.group, facts).flatMap((launching) => floatsOn(launching) ?? []);
    if (floating.length === 0) return [];
    const pinned = "name a numbered version that names an AMI";
    return {
      severity: "warning" as const,
      about: aboutClaim(claim),
      what: `takes ${floating.join(" and ")}, whatever that is at each launch`,
      why: "a new image reaches it at the next scale-out, before its delay, window and the environments ahead",
      remedy:
        claim.environment.template === "pin"
          ? `${pinned}; ami-refresh does so itself at its next refresh (\`template: pin\`)`
          : `${pinned}, or let ami-refresh do it: \`template: pin\`. With \`template: leave\` it is never refreshed`,
    };
  });

function floatsOn({ slot, version, pinned }: Launching): string | undefined {
  if (pinned) return undefined;
  const { id, version: named } = slot.template;
  if (/^\$/.test(named)) return `\`${named}\` of ${id}${placeInWords(slot)}`;
  // A version that is gone is no floating one.
  if (!version || isLiteral(version)) return undefined;
  return `\`${version.imageId}\`${placeInWords(slot)}`;
}
