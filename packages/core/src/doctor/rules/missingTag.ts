import type { Rule } from "../rule.ts";
import { strayOf } from "../strays.ts";

/** Groups that are tagged for a service, but not completely. */
export const missingTag: Rule = (facts) =>
  facts.unclaimed.flatMap((group) => {
    const stray = strayOf(group, facts);
    if (stray.kind !== "missing-tag") return [];
    const tags = stray.missing.map(({ key, values }) => `${key}=${values.join("|")}`);
    return {
      severity: "warning" as const,
      about: { group: group.name, service: stray.service },
      what: `has no tag ${stray.missing.map(({ key }) => key).join(" and no tag ")}`,
      why: `${stray.service} does not find it: it is never refreshed`,
      remedy: `tag it ${tags.join(" and ")}`,
    };
  });
