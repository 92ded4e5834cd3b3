import { aboutClaim } from "../claims.ts";
import { launchingOf } from "../launching.ts";
import type { Rule } from "../rule.ts";

/** Groups that choose instance types by their attributes (InstanceRequirements), which launch control leaves. */
export const attributeBased: Rule = (facts) =>
  facts.claims.flatMap((claim) => {
    const { launch } = claim.group;
    const byOverride =
      launch.kind === "mixed-instances" && launch.overrides.some((override) => override.attributeBased);
    if (!byOverride && !launchingOf(claim.group, facts).some(({ version }) => version?.attributeBased)) return [];
    return {
      severity: "error" as const,
      about: aboutClaim(claim),
      what: "chooses its instance types by their attributes (InstanceRequirements)",
      why: "such a group cannot be refreshed to a desired configuration: it stays on its image",
      remedy: "list its instance types in overrides, or tag it `ami-refresh:hold` and refresh it by other means",
    };
  });
