import { examine } from "@ami-refresh/core/doctor/examine.ts";
import { isClean, together, worstFirst } from "@ami-refresh/core/doctor/finding.ts";
import { describe, expect, test } from "vitest";
import { aGroup, facts, findings, rulesThatSpeak } from "./account.ts";

test("an account in which everything is as it should be has no findings", () => {
  expect(findings()).toEqual([]);
});

describe("what could not be looked up", () => {
  test("leads to no conclusion", () => {
    const { groups: _, versions: __, images: ___, named: ____, ...blind } = facts();
    expect(examine(blind)).toEqual([]);
  });

  test("does not make groups look broken", () => {
    const group = aGroup("checkout-production", {
      launch: { kind: "launch-template", template: { id: "lt-9", version: "1" } },
    });
    expect(rulesThatSpeak({ group })).toEqual(["broken-template"]);
    const { versions: _, ...withoutTemplates } = facts({ group });
    expect(examine(withoutTemplates)).toEqual([]);
  });

  test("is told, with the permission that it takes", () => {
    const unchecked = [{ what: "the images", reason: "not authorized", action: "ec2:DescribeImages" }];
    expect(findings({ unchecked })).toEqual([
      {
        rule: "unchecked",
        severity: "warning",
        about: [{}],
        what: "the images could not be looked up: not authorized",
        why: "whatever is wrong there is not told here",
        remedy: "run it with credentials that may call ec2:DescribeImages",
      },
    ]);
  });
});

describe("findings", () => {
  const symptom = { severity: "warning" as const, what: "w", why: "y", remedy: "r" };

  test("that read alike are one, of several subjects", () => {
    const symptoms = [
      { ...symptom, about: { service: "checkout" } },
      { ...symptom, about: { service: "search" } },
      { ...symptom, what: "other", about: { service: "search" } },
    ];
    expect(together("rule", symptoms)).toEqual([
      { rule: "rule", ...symptom, about: [{ service: "checkout" }, { service: "search" }] },
      { rule: "rule", ...symptom, what: "other", about: [{ service: "search" }] },
    ]);
  });

  test("stand with the errors first, and notes alone are clean", () => {
    const of = (severity: "error" | "warning" | "note") => ({ rule: "r", ...symptom, severity, about: [] });
    const sorted = worstFirst([of("note"), of("error"), of("warning")]);
    expect(sorted.map(({ severity }) => severity)).toEqual(["error", "warning", "note"]);
    expect(isClean([of("note")])).toBe(true);
    expect(isClean([of("note"), of("warning")])).toBe(false);
  });
});
