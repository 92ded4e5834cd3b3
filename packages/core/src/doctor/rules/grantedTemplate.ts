import { aboutClaim, type Claim } from "../claims.ts";
import { launchingOf } from "../launching.ts";
import type { Examined, Rule } from "../rule.ts";

/** Groups whose launch template the service may give no new version: the configuration chooses templates by id or tags. */
export const grantedTemplate: Rule = (facts) =>
  facts.claims.flatMap((claim) => {
    const ids = new Set(launchingOf(claim.group, facts).map(({ slot }) => slot.template.id));
    return [...ids].flatMap((id) => {
      const reason = whyNot(id, claim, facts);
      if (reason === undefined) return [];
      return {
        severity: "error" as const,
        about: aboutClaim(claim),
        what: `its launch template ${id} ${reason}`,
        why: "the service has no permission to give it a new version: the step fails",
        remedy:
          "tag the launch template (its tags are not the group's), or name it in the service's `launchTemplates` and deploy",
      };
    });
  });

function whyNot(id: string, { environment }: Claim, { policy, templateTags }: Examined): string | undefined {
  const { launchTemplates: selector } = environment;
  if (selector.by === "id" && !selector.ids.includes(id)) return "is not among its `launchTemplates`";
  const tags = templateTags?.get(id);
  if (!tags) return undefined;
  const { stageTag } = policy;
  if (stageTag && tags[stageTag.key] !== stageTag.value) return `has no tag ${stageTag.key}=${stageTag.value}`;
  if (selector.by === "id") return undefined;
  for (const [key, wanted] of Object.entries(selector.tags)) {
    const value = tags[key];
    if (value === wanted || (value === undefined && selector.untagged)) continue;
    return value === undefined ? `has no tag ${key}=${wanted}` : `has the tag ${key}=${value}, not ${wanted}`;
  }
  return undefined;
}
