import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { examples } from "@ami-refresh/core/docs/events/examples.ts";
import { detailSchema, fieldsOf, meaningOf } from "@ami-refresh/core/docs/events/fields.ts";
import { fieldMeanings } from "@ami-refresh/core/docs/events/meanings.ts";
import { eventsPage } from "@ami-refresh/core/docs/events/page.ts";
import { domainEvents } from "@ami-refresh/core/events.ts";
import { describe, expect, test } from "vitest";
import { z } from "zod";

const read = (file: string) =>
  readFileSync(fileURLToPath(new URL(`../../../docs/usage/${file}`, import.meta.url)), "utf8");

test("the page on events says what the definitions say: `npm run docs:events` writes it anew", () => {
  const page = eventsPage(read("examples/change-record.yaml"));
  expect(read("events.md") === page, "docs/usage/events.md is out of date: run `npm run docs:events`").toBe(true);
});

describe.each(domainEvents.map((definition) => [definition.name, definition] as const))("%s", (name, { schema }) => {
  test("has an example that its schema takes", () => {
    const { type, detail } = examples[name];
    expect(type).toBe(name);
    const definition: z.core.$ZodType = schema;
    expect(z.parse(definition, JSON.parse(JSON.stringify(z.encode(definition, detail))))).toEqual(detail);
  });

  test("has a meaning for each of its fields", () => {
    const fields = fieldsOf(detailSchema(schema));
    expect(fields.map(({ path }) => path)).toEqual(expect.arrayContaining(["id", "at"]));
    for (const { path } of fields) expect(meaningOf(name, path)).not.toBe("");
  });
});

test("no meaning is left over from a field that is gone", () => {
  const known = domainEvents.flatMap(({ name, schema }) =>
    fieldsOf(detailSchema(schema)).flatMap(({ path }) => [path, `${name} ${path}`]),
  );
  expect(Object.keys(fieldMeanings).filter((path) => !known.includes(path))).toEqual([]);
});

test("a field that only some members of a union have says which", () => {
  const schema = z.discriminatedUnion("status", [
    z.object({ status: z.literal("on"), since: z.string() }),
    z.object({ status: z.literal("off"), why: z.string().optional() }),
  ]);
  expect(fieldsOf(detailSchema(z.object({ lamps: z.array(schema) })))).toEqual([
    { path: "lamps", type: "list of objects", present: "always" },
    { path: "lamps[].status", type: "one of `on`, `off`", present: "always" },
    { path: "lamps[].since", type: "string", present: "where the status is `on`" },
    { path: "lamps[].why", type: "string", present: "where the status is `off` (optional)" },
  ]);
});
