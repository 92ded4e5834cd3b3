import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { problemIn } from "../../../../packages/local/src/matching/check.ts";
import type { Json, JsonObject } from "../../../../packages/local/src/matching/json.ts";
import { matches } from "../../../../packages/local/src/matching/pattern.ts";

const event: JsonObject = {
  source: "aws.autoscaling",
  "detail-type": "EC2 Auto Scaling Instance Refresh Failed",
  resources: ["arn:aws:ec2:eu-west-2::image/ami-1", "arn:aws:ec2:eu-west-2::image/ami-2"],
  detail: {
    percent: 42,
    empty: "",
    none: null,
    path: "a*b",
    "source-ip": "10.0.0.33",
    v6: "2001:db8::1",
    instances: [
      { id: "i-1", zone: "a" },
      { id: "i-2", zone: "b" },
    ],
  },
};
const detail = (key: string, ...wanted: Json[]): JsonObject => ({ detail: { [key]: wanted } });

describe("an event matches", () => {
  test.each<[string, JsonObject]>([
    ["an exact value of a list", { source: ["aws.ec2", "aws.autoscaling"] }],
    ["one element of a field that is a list", { resources: ["arn:aws:ec2:eu-west-2::image/ami-2"] }],
    ["null", detail("none", null)],
    ["a prefix", { "detail-type": [{ prefix: "EC2 Auto Scaling Instance Refresh " }] }],
    ["a prefix in any case", { "detail-type": [{ prefix: { "equals-ignore-case": "ec2 AUTO" } }] }],
    ["a suffix", { "detail-type": [{ suffix: "Failed" }] }],
    ["a value in any case", { source: [{ "equals-ignore-case": "AWS.AutoScaling" }] }],
    ["a wildcard", { "detail-type": [{ wildcard: "EC2 * Instance Refresh *" }] }],
    ["an escaped asterisk", detail("path", { wildcard: "a\\*b" })],
    ["anything but a value", { source: [{ "anything-but": "aws.ec2" }] }],
    ["anything but a list", { source: [{ "anything-but": ["aws.ec2", "aws.ssm"] }] }],
    ["anything but a prefix", { source: [{ "anything-but": { prefix: "aws.e" } }] }],
    ["anything but several suffixes", { source: [{ "anything-but": { suffix: ["x", "y"] } }] }],
    ["anything but a wildcard", { source: [{ "anything-but": { wildcard: "*ec2" } }] }],
    ["a number", detail("percent", { numeric: ["=", 42] })],
    ["a range of numbers", detail("percent", { numeric: [">", 0, "<=", 42] })],
    ["an address in a block", detail("source-ip", { cidr: "10.0.0.0/24" })],
    ["an IPv6 address in a block", detail("v6", { cidr: "2001:db8::/32" })],
    ["a field that is there", detail("percent", { exists: true })],
    ["a field that is missing", detail("missing", { exists: false })],
    ["a field below a missing one", { detail: { missing: { deeper: [{ exists: false }] } } }],
    ["fields of one element of a list", { detail: { instances: { id: ["i-2"], zone: ["b"] } } }],
    ["one of two alternatives", { $or: [{ source: ["aws.ec2"] }, { detail: { percent: [42] } }] }],
    ["one entry of several", detail("percent", 7, { numeric: [">", 40] })],
  ])("%s", (_, pattern) => {
    expect(problemIn(pattern)).toBeUndefined();
    expect(matches(pattern, event)).toBe(true);
  });
});

describe("an event does not match", () => {
  test.each<[string, JsonObject]>([
    ["another value", { source: ["aws.ec2"] }],
    ["when one of two fields differs", { source: ["aws.autoscaling"], "detail-type": ["Other"] }],
    ["text for a number", detail("percent", "42")],
    ["another case", { source: ["AWS.AutoScaling"] }],
    ["a prefix in the middle", { source: [{ prefix: "autoscaling" }] }],
    ["a wildcard that ends too early", { source: [{ wildcard: "aws.*x" }] }],
    ["a dot of a wildcard as any character", detail("source-ip", { wildcard: "10.0.0x*" })],
    ["an escaped asterisk for anything", { source: [{ wildcard: "aws\\*" }] }],
    ["anything but its value", { source: [{ "anything-but": ["aws.autoscaling"] }] }],
    ["anything but its prefix", { source: [{ "anything-but": { prefix: "aws." } }] }],
    ["a field that is missing, whatever it be not", detail("missing", { "anything-but": "x" })],
    ["a range that it is not in", detail("percent", { numeric: [">", 42] })],
    ["a number where there is none", detail("empty", { numeric: ["=", 0] })],
    ["an address outside", detail("source-ip", { cidr: "10.0.1.0/24" })],
    ["an IPv4 block for IPv6", detail("v6", { cidr: "0.0.0.0/0" })],
    ["a field that should not be there", detail("percent", { exists: false })],
    ["an object as a field", { detail: [{ exists: true }] }],
    ["fields of two elements of a list", { detail: { instances: { id: ["i-1"], zone: ["b"] } } }],
    ["a field that any element has as missing", { detail: { instances: { zone: [{ exists: false }] } } }],
    ["no alternative", { $or: [{ source: ["aws.ec2"] }, { source: ["aws.ssm"] }] }],
  ])("%s", (_, pattern) => {
    expect(problemIn(pattern)).toBeUndefined();
    expect(matches(pattern, event)).toBe(false);
  });
});

test("an element without a field counts only if no other has it", () => {
  const pattern = { detail: { items: { gone: [{ exists: false }] } } };
  expect(matches(pattern, { detail: { items: [{ a: 1 }, { b: 2 }] } })).toBe(true);
  expect(matches(pattern, { detail: { items: [{ a: 1 }, { gone: 2 }] } })).toBe(false);
});

describe("a pattern is refused", () => {
  test.each<[string, Json]>([
    ["Filter is not an object", ["aws.ec2"]],
    ["Empty objects are not allowed", {}],
    ["Empty objects are not allowed", { detail: {} }],
    [`"source" must be an object or an array`, { source: "aws.ec2" }],
    ["Empty arrays are not allowed", { source: [] }],
    ["Unrecognized match type prefx", { source: [{ prefx: "aws" }] }],
    ["Only one key allowed in match expression", { source: [{ prefix: "a", suffix: "b" }] }],
    ["prefix match pattern must be a string", { source: [{ prefix: 1 }] }],
    ["exists match pattern must be either true or false", { source: [{ exists: "yes" }] }],
    ["Unrecognized numeric range operator: =>", { detail: { n: [{ numeric: ["=>", 1] }] } }],
    ["Malformed CIDR", { detail: { ip: [{ cidr: "10.0.0.0" }] } }],
    ["Unsupported anything-but pattern: numeric", { source: [{ "anything-but": { numeric: ["=", 1] } }] }],
    [`"a" must be an object or an array`, { $or: [{ source: ["x"] }, { a: 1 }] }],
  ])("%s", (problem, pattern) => {
    expect(problemIn(pattern)).toContain(problem);
  });
});

test("real events match the patterns that wait for them", () => {
  const directory = new URL("../../../fixtures/events/", import.meta.url);
  const files = readdirSync(directory).filter((file) => file.endsWith(".json"));
  const refreshes = files.filter((file) => {
    const real: JsonObject = JSON.parse(readFileSync(new URL(file, directory), "utf8"));
    return matches({ "detail-type": [{ prefix: "EC2 Auto Scaling Instance Refresh " }] }, real);
  });
  expect(refreshes).toEqual(files.filter((file) => file.startsWith("autoscaling-instance-refresh.")));
});
