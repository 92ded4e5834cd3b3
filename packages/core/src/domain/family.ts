import type { Image } from "./image.ts";

/** A stream of images that replace each other. */
export interface Family {
  readonly name: string;
  /** Account ids, or `self` for the account that ami-refresh runs in. Never empty. */
  readonly owners: readonly string[];
  /** Glob over the image's name: `*` any run of characters, `?` one character. */
  readonly namePattern: string;
  /** EC2's architecture value (`x86_64`, `arm64`, …); absent: any. */
  readonly architecture?: string;
  /** Tags that the image must carry, each value a glob. */
  readonly tags: Readonly<Record<string, string>>;
}

export type Match =
  | { readonly match: true }
  | { readonly match: false; readonly rule: MatchRule; readonly reason: string };
export type MatchRule = "owner" | "name" | "architecture" | "tags";

/**
 * Is the image one of the family? The owner is asked first: a name is no identity, anybody may publish an image of
 * any name (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/usingsharedamis-finding.html).
 * `account` is what `self` stands for.
 */
export function matchFamily(image: Image, family: Family, account: string): Match {
  const no = (rule: MatchRule, reason: string): Match => ({ match: false, rule, reason });
  if (!family.owners.some((owner) => (owner === "self" ? account : owner) === image.owner)) {
    return no("owner", `${image.id} belongs to account ${image.owner}, which is no owner of ${family.name}`);
  }
  if (!globMatches(family.namePattern, image.name)) {
    return no("name", `the name ${image.name} does not match ${family.namePattern} of ${family.name}`);
  }
  if (family.architecture !== undefined && family.architecture !== image.architecture) {
    return no("architecture", `${image.id} is ${image.architecture}, ${family.name} is ${family.architecture}`);
  }
  for (const [key, pattern] of Object.entries(family.tags)) {
    const value = image.tags[key];
    if (value === undefined || !globMatches(pattern, value)) {
      return no("tags", `${image.id} does not carry the tag ${key}=${pattern} of ${family.name}`);
    }
  }
  return { match: true };
}

export type Recognition =
  | { readonly families: readonly Family[] }
  /** `closest`: the family whose name it has. */
  | { readonly families: readonly []; readonly rule: MatchRule; readonly reason: string; readonly closest?: Family };

/**
 * The families that the image belongs to; where there are none, the rule that came closest to letting it in, so that
 * a stranger's image with our name is reported as a stranger's.
 */
export function recognise(image: Image, families: readonly Family[], account: string): Recognition {
  const matched = families.filter((family) => matchFamily(image, family, account).match);
  if (matched.length > 0) return { families: matched };
  const sameName = families.filter((family) => globMatches(family.namePattern, image.name));
  for (const closest of sameName) {
    const answer = matchFamily(image, closest, account);
    if (!answer.match) return { families: [], rule: answer.rule, reason: answer.reason, closest };
  }
  return { families: [], rule: "name", reason: `the name ${image.name} matches no configured family` };
}

/** `*` stands for any run of characters, `?` for one; everything else for itself. */
export function globMatches(pattern: string, text: string): boolean {
  const source = pattern.replace(/[.*+?^${}()|[\]\\]/g, (c) => (c === "*" ? ".*" : c === "?" ? "." : `\\${c}`));
  return new RegExp(`^${source}$`, "s").test(text);
}
