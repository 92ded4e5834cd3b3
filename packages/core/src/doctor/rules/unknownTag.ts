import { closest } from "../../config/closest.ts";
import type { Rule } from "../rule.ts";
import { strayOf } from "../strays.ts";

/** Groups that are tagged for a service with a value that it does not ask for. */
export const unknownTag: Rule = (facts) =>
  facts.unclaimed.flatMap((group) => {
    const stray = strayOf(group, facts);
    if (stray.kind !== "unknown-tag") return [];
    const { service, value, expected } = stray;
    const meant = closest(value, expected.values);
    return {
      severity: "warning" as const,
      about: { group: group.name, service },
      what: `no service finds groups by its tag ${expected.key}=${value}`,
      why: "it is never refreshed",
      remedy:
        meant === undefined
          ? `${service} finds groups by ${expected.key}=${expected.values.join("|")}: correct the tag, or name the group under \`groups\``
          : `did you mean ${expected.key}=\`${meant}\`?`,
    };
  });
