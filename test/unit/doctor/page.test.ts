import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rules } from "@ami-refresh/core/doctor/examine.ts";
import { expect, test } from "vitest";

const page = readFileSync(fileURLToPath(new URL("../../../docs/usage/doctor.md", import.meta.url)), "utf8");

test("the page on the doctor has a row for every rule, and none for a rule that is gone", () => {
  const rows = [...page.matchAll(/^\| `([a-z-]+)` \| (?:error|warning|note)/gm)].map(([, rule]) => rule);
  expect(rows.toSorted()).toEqual(Object.keys(rules).toSorted());
});
