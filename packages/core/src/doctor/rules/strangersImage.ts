import { matchFamily } from "../../domain/family.ts";
import type { Symptom } from "../finding.ts";
import type { Rule } from "../rule.ts";

/** Images of strangers that are named as a family's own. */
export const strangersImage: Rule = ({ named, policy, account }) =>
  [...(named ?? [])].flatMap(([name, { own, strangers }]): Symptom | [] => {
    const family = policy.families[name];
    // Without an image of our own, the owners themselves are in question: familyImages says so.
    if (!family || strangers.length === 0 || !own.some((image) => matchFamily(image, family, account).match)) return [];
    const accounts = [...new Set(strangers.map(({ owner }) => owner))].sort();
    const some = accounts.slice(0, 3).join(", ") + (accounts.length > 3 ? `, … (${accounts.length})` : "");
    return {
      severity: "note",
      about: { family: name },
      what: `images named ${family.namePattern} are published by ${accounts.length === 1 ? "account" : "accounts"} ${some} too`,
      why: "they are never rolled out: a name is no identity, the owner decides; whatever looks images up by name alone may take them",
      remedy: "nothing; if such an account is yours, add it to the family's `owners`",
    };
  });
