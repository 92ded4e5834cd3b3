import { closest } from "@ami-refresh/core/config/closest.ts";
import { expect, test } from "vitest";

const known = ["window", "soak", "delay", "yes"];

test.each([
  ["windw", "window"],
  ["Window", "window"],
  ["dealy", "delay"],
  ["sok", "soak"],
  ["ye", "yes"],
])("%s was probably meant as %s", (word, meant) => {
  expect(closest(word, known)).toBe(meant);
});

test.each(["colour", "s", "", "wi", "sns"])("%j is near to nothing", (word) => {
  expect(closest(word, known)).toBeUndefined();
});

test("of two the nearer counts", () => {
  expect(closest("stagng", ["strange", "staging"])).toBe("staging");
});
