import type { Filter } from "@aws-sdk/client-ec2";
import { AwsError } from "../../endpoint/operations.ts";

/** What a filter looks at, by its name; `tag:KEY` and `tag-key` are understood everywhere. */
export type FilterFields<T> = Readonly<Record<string, (item: T) => string | undefined>>;

/**
 * Keeps what matches every filter; a filter matches if one of its values does. `*` stands for any run of characters,
 * `?` for one, and case matters (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html).
 */
export function filtered<T>(
  items: readonly T[],
  filters: readonly Filter[] | undefined,
  fields: FilterFields<T>,
  tagsOf: (item: T) => Readonly<Record<string, string>>,
): T[] {
  const tests = (filters ?? []).map((filter) => testOf(filter, fields, tagsOf));
  return items.filter((item) => tests.every((test) => test(item)));
}

function testOf<T>(
  filter: Filter,
  fields: FilterFields<T>,
  tagsOf: (item: T) => Readonly<Record<string, string>>,
): (item: T) => boolean {
  const name = filter.Name ?? "";
  const patterns = (filter.Values ?? []).map(wildcard);
  const matches = (value: string | undefined) => value !== undefined && patterns.some((p) => p.test(value));
  if (name.startsWith("tag:")) return (item) => matches(tagsOf(item)[name.slice(4)]);
  if (name === "tag-key") return (item) => Object.keys(tagsOf(item)).some(matches);
  const field = fields[name];
  if (!field) throw new AwsError("InvalidParameterValue", `The filter '${name}' is invalid`);
  return (item) => matches(field(item));
}

function wildcard(pattern: string): RegExp {
  const source = pattern.replace(/[.*+?^${}()|[\]\\]/g, (c) => (c === "*" ? ".*" : c === "?" ? "." : `\\${c}`));
  return new RegExp(`^${source}$`, "s");
}
