import { createHash } from "node:crypto";

const plain = /^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$/;
const longest = 32;

/**
 * A service's name as part of a component's name: `checkout-api` is `CheckoutApi`. SST drops all but letters and digits
 * from physical names, so a name that the plain form would not tell from another's, or that is too long, ends in a hash.
 */
export function componentName(service: string): string {
  const words = service.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  const pascal = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  if (plain.test(service) && pascal.length <= longest) return pascal;
  return `${pascal.slice(0, longest - 8)}_${hash(service)}`;
}

/** The first 8 digits of a text's SHA-256. */
export const hash = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 8);
