import type { Symptom } from "../finding.ts";
import type { Rule } from "../rule.ts";
import { strayOf } from "../strays.ts";

/** Groups that no service finds, and whose tags do not say whose they are. */
export const unclaimedGroup: Rule = (facts) =>
  facts.unclaimed.flatMap((group): Symptom | [] => {
    const stray = strayOf(group, facts);
    const why = "it is never refreshed";
    if (stray.kind === "unclaimed") {
      return {
        severity: "warning",
        about: { group: group.name },
        what: `runs an image of ${stray.families.join(", ")}, and no service finds it`,
        why,
        remedy: "give it the tags by which its service finds groups, or name it under the service's `groups`",
      };
    }
    if (stray.kind !== "stranger") return [];
    return {
      severity: "note",
      about: { group: group.name },
      what: "no service finds it, and it runs no image of a family in the configuration",
      why,
      remedy: "nothing, if nobody expects otherwise",
    };
  });
