import { familiesMeet, globsMeet } from "@ami-refresh/core/domain/familiesMeet.ts";
import { type Family, globMatches } from "@ami-refresh/core/domain/family.ts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const family = (more: Partial<Family>): Family => ({
  name: "base",
  owners: ["self"],
  namePattern: "base-*",
  tags: {},
  ...more,
});

describe("two families", () => {
  test.each<[string, Partial<Family>, Partial<Family>, boolean]>([
    ["of which one is wider", {}, { namePattern: "base-al2023-x86_64-*", architecture: "x86_64" }, true],
    ["of other names", { namePattern: "base-al2023-*" }, { namePattern: "base-ubuntu-*" }, false],
    ["of other architectures", { architecture: "arm64" }, { architecture: "x86_64" }, false],
    ["of other owners", { owners: ["self"] }, { owners: ["123456789012"] }, false],
    ["of which an owner is the same", { owners: ["self", "123456789012"] }, { owners: ["123456789012"] }, true],
    ["of other tags", { tags: { Stage: "blue" } }, { tags: { Stage: "green*" } }, false],
    ["of tags that are no matter to the other", { tags: { Stage: "blue" } }, { tags: { Hardened: "true" } }, true],
  ])("%s", (_, a, b, meet) => {
    expect(familiesMeet(family(a), family(b))).toBe(meet);
    expect(familiesMeet(family(b), family(a))).toBe(meet);
  });
});

describe("two globs", () => {
  const glob = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 4 });
  // Three characters of each, and nothing for the stars: there is no longer text that both need.
  const texts = ["", ...Array.from({ length: 6 }, (_, n) => n + 1).flatMap((length) => allOf(length))];

  test("meet where there is a text that both match, and nowhere else", () => {
    fc.assert(
      fc.property(glob, glob, (a, b) => {
        expect(globsMeet(a, b)).toBe(texts.some((text) => globMatches(a, text) && globMatches(b, text)));
      }),
      { numRuns: 300 },
    );
  });

  test("are compared at once, however many stars they have", () => {
    expect(globsMeet("*a".repeat(60), "*b".repeat(60))).toBe(false);
  });
});

function allOf(length: number): string[] {
  return Array.from({ length: 2 ** length }, (_, bits) =>
    Array.from({ length }, (_, i) => ((bits >> i) & 1 ? "b" : "a")).join(""),
  );
}
