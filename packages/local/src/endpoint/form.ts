import type { NormalizedSchema } from "@smithy/core/schema";
import { scalar } from "./scalar.ts";

/** A form's dotted names as a tree: `Tags.member.1.Key=a`. */
export interface Form {
  value?: string;
  readonly children: Map<string, Form>;
}

export function formTree(form: string): Form {
  const root: Form = { children: new Map() };
  for (const [name, value] of new URLSearchParams(form)) {
    let node = root;
    for (const part of name.split(".")) {
      const next = node.children.get(part) ?? { children: new Map() };
      node.children.set(part, next);
      node = next;
    }
    node.value = value;
  }
  return root;
}

/** How the Query protocol and EC2's variant of it name things. */
export interface FormDialect {
  /** The parameter of a structure's member. */
  member(name: string, schema: NormalizedSchema): string;
  /** Whether every list is flat: `ImageId.1` instead of `ImageIds.member.1`. */
  readonly flatLists: boolean;
}

/** The input that a form says, read by its schema. What the schema does not have is ignored. */
export function fromForm(schema: NormalizedSchema, form: Form, dialect: FormDialect): unknown {
  if (schema.isStructSchema()) {
    const members: [string, unknown][] = [];
    for (const [name, member] of schema.structIterator()) {
      const child = form.children.get(dialect.member(name, member));
      if (child) members.push([name, fromForm(member, child, dialect)]);
    }
    return Object.fromEntries(members);
  }
  if (schema.isListSchema()) {
    const item = schema.getValueSchema();
    const flat = dialect.flatLists || schema.getMergedTraits().xmlFlattened;
    const list = flat ? form : form.children.get(item.getMergedTraits().xmlName ?? "member");
    return numbered(list).map((child) => fromForm(item, child, dialect));
  }
  if (schema.isMapSchema()) return mapFrom(schema, form, dialect);
  return scalar(schema, form.value ?? "");
}

function mapFrom(schema: NormalizedSchema, form: Form, dialect: FormDialect): unknown {
  const key = schema.getKeySchema().getMergedTraits().xmlName ?? "key";
  const value = schema.getValueSchema().getMergedTraits().xmlName ?? "value";
  const entries = schema.getMergedTraits().xmlFlattened ? form : form.children.get("entry");
  return Object.fromEntries(
    numbered(entries).map((entry) => [
      entry.children.get(key)?.value ?? "",
      fromForm(schema.getValueSchema(), entry.children.get(value) ?? { children: new Map() }, dialect),
    ]),
  );
}

function numbered(form: Form | undefined): Form[] {
  return [...(form?.children ?? [])]
    .filter(([index]) => /^\d+$/.test(index))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, child]) => child);
}
