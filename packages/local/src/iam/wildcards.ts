/** Policies are few and their patterns come back with every call. */
const compiled = new Map<string, RegExp>();
const mostPatterns = 5_000;

/** Text with `*` (any text) and `?` (one character), as in StringLike. */
export const isLike = (pattern: string, value: string): boolean => matcher(pattern, ".").test(value);

/** An action: `ec2:Describe*`, in any letters (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html). */
export const coversAction = (pattern: string, action: string): boolean =>
  isLike(pattern.toLowerCase(), action.toLowerCase());

/**
 * A resource's ARN. Wildcards stay within one of the segments between colons; an asterisk that ends its segment goes
 * beyond (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html).
 */
export const coversResource = (pattern: string, arn: string): boolean => matcher(pattern, "[^:]").test(arn);

/**
 * An ARN in a condition: its six parts are compared one by one
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html).
 */
export function arnIsLike(pattern: string, arn: string): boolean {
  const wanted = partsOf(pattern);
  const parts = partsOf(arn);
  return wanted.length === 6 && parts.length === 6 && wanted.every((part, place) => isLike(part, parts[place] ?? ""));
}

/** Of the sixth part colons are a part. */
function partsOf(arn: string): string[] {
  const parts = arn.split(":");
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(":")];
}

/** `any`: the characters that a wildcard in the middle stands for. */
function matcher(pattern: string, any: "." | "[^:]"): RegExp {
  const key = `${any} ${pattern}`;
  const known = compiled.get(key);
  if (known) return known;
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*+(?=:|$)/g, "\u0000")
    .replace(/\*+/g, `${any}*`)
    .replaceAll("?", any)
    .replaceAll("\u0000", ".*");
  const made = new RegExp(`^${source}$`, "s");
  if (compiled.size >= mostPatterns) compiled.clear();
  compiled.set(key, made);
  return made;
}
