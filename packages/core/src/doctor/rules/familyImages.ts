import { matchFamily } from "../../domain/family.ts";
import type { Symptom } from "../finding.ts";
import type { Rule } from "../rule.ts";

/** Families of which there is no image. */
export const familyImages: Rule = ({ named, policy, account, region }) => {
  const used = new Set(Object.values(policy.services).flatMap(({ families }) => families));
  return [...(named ?? [])].flatMap(([name, { own, strangers }]): Symptom | [] => {
    const family = policy.families[name];
    if (!family || !used.has(name)) return [];
    const answers = own.map((image) => matchFamily(image, family, account));
    if (answers.some((answer) => answer.match)) return [];
    const common = {
      severity: "warning" as const,
      about: { family: name },
      why: "nothing is rolled out to its services until there is one",
    };
    const near = answers.find((answer) => !answer.match);
    if (near && !near.match) {
      const what = `none of the ${own.length} images named ${family.namePattern} is of the family: ${near.reason}`;
      return { ...common, what, remedy: `correct its \`${near.rule}\`, or publish an image that has it` };
    }
    const what = `its owners have no image named ${family.namePattern} in ${region}`;
    const accounts = [...new Set(strangers.map((image) => image.owner))].sort();
    if (accounts.length === 0) {
      return { ...common, what, remedy: "correct its `name`; or publish, copy or share an image of it to this Region" };
    }
    const some = accounts.slice(0, 3).join(", ");
    return {
      ...common,
      what: `${what}; account ${some}${accounts.length > 3 ? " and others have" : " has"}`,
      remedy: "if such an account is yours, add it to the family's `owners`; never add one that you do not know",
    };
  });
};
