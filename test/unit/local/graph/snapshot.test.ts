import { expect, test } from "vitest";
import { render } from "../../../../packages/local/src/graph/snapshot.ts";

test("a graph is written with a line for each property, and what is below it on that line", () => {
  const value = { a: { b: [1, { c: { d: "e" } }], none: [], nothing: {} }, f: null };
  expect(render(value, 3)).toBe(`{
 "a": {
  "b": [
   1,
   {"c":{"d":"e"}}
  ],
  "none": [],
  "nothing": {}
 },
 "f": null
}`);
  expect(JSON.parse(render(value, 3))).toEqual(value);
});
