import { conditionsHold } from "@ami-refresh/local/iam/conditions.ts";
import { describe, expect, test } from "vitest";

type Values = string | readonly string[] | undefined;
const holds = (operator: string, value: Values, ...wanted: string[]) =>
  conditionsHold({ [operator]: { key: wanted } }, { key: value });

test.each<[operator: string, value: string, wanted: string[], expected: boolean]>([
  ["StringEquals", "a", ["a"], true],
  ["StringEquals", "a", ["b", "a"], true],
  ["StringEquals", "A", ["a"], false],
  ["StringEquals", "ab", ["a*"], false],
  ["StringEqualsIgnoreCase", "A", ["a"], true],
  ["StringLike", "GROUP#a", ["GROUP#*"], true],
  ["StringLike", "XGROUP#a", ["GROUP#*"], false],
  ["StringLike", "a.c", ["a?c"], true],
  ["StringLike", "abc", ["a.c"], false],
  ["StringNotEquals", "a", ["b"], true],
  // None of the values may match.
  ["StringNotEquals", "a", ["b", "a"], false],
  ["StringNotLike", "ab", ["a*"], false],
  ["Bool", "true", ["True"], true],
  ["Bool", "true", ["false"], false],
  ["ArnEquals", "arn:aws:sns:eu-west-2:123456789012:t", ["arn:aws:sns:*:123456789012:*"], true],
  [
    "ArnLike",
    "arn:aws:events:eu-west-2:123456789012:rule/b/r",
    ["arn:aws:events:eu-west-2:123456789012:rule/b/*"],
    true,
  ],
  ["ArnLike", "arn:aws:events:eu-west-2:123456789012:rule/r", ["arn:aws:events:*:rule/r"], false],
  ["ArnLike", "no arn", ["*"], false],
  ["ArnNotEquals", "arn:aws:iam::123456789012:role/a", ["arn:aws:iam::123456789012:role/a"], false],
  ["ArnNotLike", "arn:aws:iam::123456789012:role/a", ["arn:aws:iam::123456789012:role/b*"], true],
  ["NumericLessThanEquals", "10", ["10"], true],
  ["NumericGreaterThan", "9", ["10"], false],
  ["NumericNotEquals", "9", ["10"], true],
  ["DateLessThan", "2026-11-24T00:00:00Z", ["2026-11-25T00:00:00Z"], true],
  ["DateGreaterThanEquals", "2026-11-24T00:00:00Z", ["2026-11-25T00:00:00Z"], false],
])("%s of %s with %j: %s", (operator, value, wanted, expected) => {
  expect(holds(operator, value, ...wanted)).toBe(expected);
});

describe("where the key has no value", () => {
  test.each<[operator: string, expected: boolean]>([
    ["StringEquals", false],
    ["ArnLike", false],
    ["Bool", false],
    ["StringNotEquals", true],
    ["ArnNotLike", true],
    ["StringEqualsIfExists", true],
    ["StringNotEqualsIfExists", true],
    ["ForAllValues:StringEquals", true],
    ["ForAnyValue:StringEquals", false],
    ["ForAnyValue:StringNotEquals", false],
  ])("%s holds: %s", (operator, expected) => {
    expect(holds(operator, undefined, "a")).toBe(expected);
    expect(holds(operator, [], "a")).toBe(expected);
  });

  test("Null holds if it asks for none", () => {
    expect(holds("Null", undefined, "true")).toBe(true);
    expect(holds("Null", undefined, "false")).toBe(false);
    expect(holds("Null", "a", "true")).toBe(false);
    expect(holds("Null", "a", "false")).toBe(true);
  });

  test("IfExists asks as without it when there is one", () => {
    expect(holds("StringEqualsIfExists", "b", "a")).toBe(false);
    expect(holds("StringEqualsIfExists", "a", "a")).toBe(true);
  });
});

describe("of a key of several values", () => {
  test.each<[operator: string, values: string[], expected: boolean]>([
    ["ForAllValues:StringEquals", ["a", "b"], true],
    ["ForAllValues:StringEquals", ["a", "x"], false],
    ["ForAnyValue:StringEquals", ["x", "b"], true],
    ["ForAnyValue:StringEquals", ["x", "y"], false],
    ["ForAllValues:StringNotEquals", ["x", "y"], true],
    ["ForAllValues:StringNotEquals", ["x", "a"], false],
    ["ForAnyValue:StringNotEquals", ["x", "a"], true],
    ["ForAllValues:StringLike", ["a"], true],
  ])("%s of %j with a or b: %s", (operator, values, expected) => {
    expect(holds(operator, values, "a", "b")).toBe(expected);
  });
});

test("every operator and every key must hold, in any spelling of the key", () => {
  const conditions = {
    StringEquals: { "aws:SourceAccount": ["1"], "aws:ResourceTag/Team": ["a"] },
    Bool: { x: ["true"] },
  };
  const context = { "AWS:SourceAccount": "1", "aws:resourcetag/team": "a", x: "true" };
  expect(conditionsHold(conditions, context)).toBe(true);
  expect(conditionsHold(conditions, { ...context, x: "false" })).toBe(false);
  expect(conditionsHold(conditions, { ...context, "aws:resourcetag/team": "b" })).toBe(false);
});

test.each(["StringMatches", "IpAddress", "stringequals", "ForSomeValues:StringEquals", "NullIfExists", ""])(
  "the operator %j, which is not known, is never passed over",
  (operator) => {
    expect(() => holds(operator, "a", "a")).toThrow(`does not know the condition operator ${operator}`);
  },
);
