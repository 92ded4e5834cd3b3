import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { hashOfInputs } from "../../../../packages/local/src/graph/inputs.ts";

const written = `images:
  base: { owners: [self], name: "base-*" }
environments: { staging: { delay: 0m }, production: { delay: 1d } }
teams: { payments: { slack: "#payments" } }
services:
  checkout: { team: payments, image: base }
  ledger: { team: payments, image: base }
`;

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "ami-refresh-inputs-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const hash = (yaml: string, more: { stage?: string; region?: string } = {}) => {
  const config = path.join(directory, "ami-refresh.yaml");
  writeFileSync(config, yaml);
  return hashOfInputs({ stage: "local", region: "eu-west-2", config, ...more });
};

describe("a graph can be used again", () => {
  test.each([
    ["other delays", written.replace("1d", "3d")],
    ["other windows", written.replace("delay: 1d", 'delay: 1d, window: "Tue-Thu 10:00-16:00"')],
    ["another channel", written.replace("#payments", "#pay")],
    ["comments", `# Ours.\n${written}`],
    ["the services in another order", written.replace(/( {2}checkout.*\n)( {2}ledger.*\n)/, "$2$1")],
  ])("with %s", (_what, yaml) => {
    expect(yaml).not.toBe(written);
    expect(hash(yaml)).toBe(hash(written));
  });

  test("when the file is written again", () => {
    const before = hash(written);
    utimesSync(path.join(directory, "ami-refresh.yaml"), 0, 0);
    expect(hash(written)).toBe(before);
  });
});

describe("a graph is made afresh", () => {
  test.each([
    ["a further service", `${written}  search: { team: payments, image: base }\n`],
    ["a service that follows another family", written.replaceAll("base", "golden")],
    [
      "groups found by name",
      written.replace("ledger: {", "ledger: { environments: { production: { groups: [ledger-a] } },"),
    ],
    ["a team that wants mail", written.replace('"#payments"', '"#payments", email: payments@example.com')],
    ["a sender", `${written}email: { from: ami-refresh@example.com }\n`],
  ])("for %s", (_what, yaml) => {
    expect(hash(yaml)).not.toBe(hash(written));
  });

  test("for another stage or Region", () => {
    const hashes = [hash(written), hash(written, { stage: "production" }), hash(written, { region: "us-east-1" })];
    expect(new Set(hashes).size).toBe(3);
  });
});

test("a wrong configuration is refused before anything is synthesised", () => {
  expect(() => hash(written.replace("delay", "dealy"))).toThrow(/did you mean `delay`/);
});
