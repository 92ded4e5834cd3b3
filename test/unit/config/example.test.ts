import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readPolicy } from "@ami-refresh/core/adapters/configFile.ts";
import { type JsonSchema, jsonSchema, jsonSchemaText } from "@ami-refresh/core/config/jsonSchema.ts";
import { describe, expect, test } from "vitest";

const root = (file: string) => fileURLToPath(new URL(`../../../${file}`, import.meta.url));

describe("the example", () => {
  const policy = readPolicy(root("ami-refresh.yaml"));

  test("has services of two teams in three environments", () => {
    expect(policy.environments).toEqual(["development", "staging", "production"]);
    expect(new Set(Object.values(policy.services).map(({ team }) => team)).size).toBe(2);
    expect(Object.keys(policy.services).length).toBeGreaterThanOrEqual(3);
  });

  test("has families of two architectures", () => {
    expect(Object.values(policy.families).map(({ architecture }) => architecture)).toEqual(["x86_64", "arm64"]);
  });

  test("has a service with delay, window and groups of its own", () => {
    const production = policy.services.ledger?.environments.at(-1);
    expect(production?.windows.map(({ text }) => text)).toEqual(["Sun 02:00-05:00"]);
    expect(production?.groups).toEqual({ by: "name", names: ["ledger-prod-a", "ledger-prod-b"] });
    expect(production?.freezes).toHaveLength(1);
  });
});

describe("the schema for editors", () => {
  test("is what ami-refresh.schema.json says; `npm run schema` writes it anew", () => {
    expect(readFileSync(root("ami-refresh.schema.json"), "utf8")).toBe(jsonSchemaText());
  });

  test("describes every field", () => {
    const fieldsWithout = (part: JsonSchema, path: string): string[] => {
      const inner = [part.additionalProperties, part.items, ...(part.anyOf ?? [])];
      return [
        ...Object.entries(part.properties ?? {}).flatMap(([key, field]) => [
          ...(field.description ? [] : [`${path}.${key}`]),
          ...fieldsWithout(field, `${path}.${key}`),
        ]),
        ...inner.flatMap((schema) => (typeof schema === "object" ? fieldsWithout(schema, `${path}[]`) : [])),
      ];
    };
    expect(Object.keys(jsonSchema().properties ?? {})).toContain("services");
    expect(fieldsWithout(jsonSchema(), "")).toEqual([]);
  });

  test("is draft 7, and refuses unknown keys", () => {
    expect(jsonSchema()).toMatchObject({
      $schema: "http://json-schema.org/draft-07/schema#",
      additionalProperties: false,
      required: ["images", "environments", "teams", "services"],
    });
  });

  test("is named by the example", () => {
    expect(readFileSync(root("ami-refresh.yaml"), "utf8").split("\n")[0]).toBe(
      "# yaml-language-server: $schema=./ami-refresh.schema.json",
    );
  });
});

describe("a configuration file", () => {
  test("that is not there, or is a directory, is told as a problem with its remedy", () => {
    expect(() => readPolicy("/nowhere/ami-refresh.yaml")).toThrow(
      "/nowhere/ami-refresh.yaml: there is no such file. Create it, or name another with --config FILE",
    );
    expect(() => readPolicy(root("docs"))).toThrow("this is a directory. Name another with --config FILE");
  });
});
