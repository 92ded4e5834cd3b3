import { describe, expect, test } from "vitest";
import { accepts, problemInFilter } from "../../../../packages/local/src/matching/filterPolicy.ts";
import type { JsonObject } from "../../../../packages/local/src/matching/json.ts";

const message = {
  body: JSON.stringify({ kind: "published", image: { id: "ami-1", size: 8 } }),
  attributes: {
    route: { DataType: "String", StringValue: "family:al2023" },
    weight: { DataType: "Number", StringValue: "7" },
    zones: { DataType: "String.Array", StringValue: '["a","b"]' },
    blob: { DataType: "Binary" },
  },
};
const byAttributes = (policy: JsonObject) => accepts({ scope: "MessageAttributes", policy }, message);
const byBody = (policy: JsonObject) => accepts({ scope: "MessageBody", policy }, message);

describe("by attributes", () => {
  test.each<[boolean, JsonObject]>([
    [true, { route: ["family:al2023", "service:checkout"] }],
    [false, { route: ["family:al2022"] }],
    [true, { route: [{ prefix: "family:" }], weight: [{ numeric: [">=", 7] }] }],
    [true, { zones: ["b"] }],
    [false, { missing: ["x"] }],
    [true, { missing: [{ exists: false }] }],
    [false, { weight: ["7"] }],
    [false, { blob: [{ exists: true }] }],
  ])("%s: %j", (accepted, policy) => {
    expect(byAttributes(policy)).toBe(accepted);
  });
});

describe("by body", () => {
  test.each<[boolean, JsonObject]>([
    [true, { kind: ["published"], image: { size: [{ numeric: ["<", 10] }] } }],
    [false, { image: { id: ["ami-2"] } }],
    [false, { route: ["family:al2023"] }],
  ])("%s: %j", (accepted, policy) => {
    expect(byBody(policy)).toBe(accepted);
  });

  test("a body that is no JSON object passes no policy", () => {
    const policy = { kind: [{ exists: false }] };
    for (const body of ["hello", '"text"', "[]"]) {
      expect(accepts({ scope: "MessageBody", policy }, { ...message, body })).toBe(false);
    }
  });
});

test("a policy that SNS would not take is told what is wrong", () => {
  const nested = { image: { id: ["ami-1"] } };
  expect(problemInFilter(nested, "MessageBody")).toBeUndefined();
  expect(problemInFilter(nested, "MessageAttributes")).toContain("does not support nested");
  const six = Object.fromEntries(["a", "b", "c", "d", "e", "f"].map((key) => [key, ["x"]]));
  expect(problemInFilter(six, "MessageAttributes")).toContain("more than 5 keys");
  const many = (length: number) => Array.from({ length }, (_, n) => `v${n}`);
  expect(problemInFilter({ route: many(150) }, "MessageAttributes")).toBeUndefined();
  expect(problemInFilter({ route: many(76), weight: many(2) }, "MessageAttributes")).toContain("too complex");
  expect(problemInFilter({ route: "family:al2023" }, "MessageAttributes")).toContain("must be an object or an array");
});
