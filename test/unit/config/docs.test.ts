import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { jsonSchema, partsAt } from "@ami-refresh/core/config/jsonSchema.ts";
import { readConfig } from "@ami-refresh/core/config/read.ts";
import { describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";

const read = (file: string) => readFileSync(fileURLToPath(new URL(`../../../${file}`, import.meta.url)), "utf8");
const page = read("docs/usage/configuration.md");

describe("the page on configuration", () => {
  const examples = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, block = ""]) => block);

  test.each(examples)("shows what can be read:\n%s", (example) => {
    // Each shows some sections; the others are those of the example file, as far as they do not speak of these.
    const { freezes: _, ...rest } = parse(read("ami-refresh.yaml"));
    const sections = { ...rest, ...parse(example) };
    if (!("services" in parse(example))) sections.services = {};
    const least = { only: { team: Object.keys(sections.teams)[0], image: Object.keys(sections.images)[0] } };
    sections.services = Object.keys(sections.services).length > 0 ? sections.services : least;
    expect(() => readConfig(stringify(sections), "docs/usage/configuration.md")).not.toThrow();
  });

  test.each([
    [[]],
    [["images", "x"]],
    [["environments", "x"]],
    [["services", "x"]],
    [["freezes", 0]],
    [["teams", "x"]],
    [["teams", "x", "subscriptions", 0]],
    [["operators"]],
    [["defaults", "refresh"]],
  ])("explains every field under %j", (path) => {
    const fields = partsAt(path, jsonSchema()).flatMap((part) => Object.keys(part.properties ?? {}));
    expect(fields.length).toBeGreaterThan(2);
    expect(fields.filter((field) => !page.includes(`\`${field}\``))).toEqual([]);
  });
});
