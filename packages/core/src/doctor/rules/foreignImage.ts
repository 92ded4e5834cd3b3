import { matchFamily, recognise } from "../../domain/family.ts";
import type { Image } from "../../domain/image.ts";
import { aboutClaim, type Claim } from "../claims.ts";
import type { Symptom } from "../finding.ts";
import { launchingOf } from "../launching.ts";
import type { Examined, Rule } from "../rule.ts";

/** Groups on an image that is known, and of none of their service's families. */
export const foreignImage: Rule = (facts) =>
  facts.claims.flatMap((claim) => {
    const images = launchingOf(claim.group, facts).flatMap(({ image }) => image ?? []);
    const foreign = images.filter((image) => !isOf(claim, image, facts));
    const [first] = foreign;
    // A group that is on its family somewhere is refreshed there; the rest of it is carried over on purpose.
    if (!first || foreign.length < images.length) return [];
    return symptom(claim, first, facts);
  });

function isOf({ service }: Claim, image: Image, { policy, account }: Examined): boolean {
  return service.families.some((name) => {
    const family = policy.families[name];
    return family !== undefined && matchFamily(image, family, account).match;
  });
}

function symptom(claim: Claim, image: Image, { policy, account }: Examined): Symptom | [] {
  const recognition = recognise(image, Object.values(policy.families), account);
  const stranger = "rule" in recognition && recognition.rule === "owner";
  if (claim.environment.adopt && !stranger) return [];
  const about = aboutClaim(claim);
  const runs = `runs ${image.name} (${image.id})`;
  if (stranger) {
    return {
      severity: "error",
      about,
      what: `${runs} of account ${image.owner}, which is no owner of the family that it is named after`,
      why: "anybody can publish an image of any name, so it may be a stranger's; ami-refresh neither rolls it out nor replaces it",
      remedy: `if ${image.owner} is yours, add it to the family's \`owners\`; if not, replace the image, and find out how it came there`,
    };
  }
  const [family] = recognition.families;
  const reason = "rule" in recognition ? recognition.reason : `it is of the family ${family?.name}`;
  return {
    severity: "warning",
    about,
    what: `${runs}, which is of no family of the service: ${reason}`,
    why: "a group on a foreign image is left alone: it is never refreshed",
    remedy: family
      ? `add ${family.name} to the service's \`image\`, or take the group over with \`adopt: true\``
      : "widen the family's `name`, give the group an image of the family, or take it over with `adopt: true`",
  };
}
