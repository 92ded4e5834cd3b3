import { explain } from "@ami-refresh/core/config/explain.ts";
import type { JsonSchema } from "@ami-refresh/core/config/jsonSchema.ts";
import { ConfigError, type Problem, writePath } from "@ami-refresh/core/config/problem.ts";
import { readSource } from "@ami-refresh/core/config/source.ts";
import { z } from "zod";
import { inconsistencies } from "./inconsistencies.ts";
import { Fleet } from "./schema.ts";

/**
 * Reads the fleet that a region begins with. `file` is its name, for messages. Throws ConfigError with every problem
 * that can be found at once, in the order of the file.
 */
export function readFleet(text: string, file: string): Fleet {
  const source = readSource(text);
  if (source.data === undefined || source.data === null) {
    throw new ConfigError(file, source.problems.length > 0 ? source.problems : [empty]);
  }
  const parsed = Fleet.safeParse(source.data);
  const findings = parsed.success
    ? inconsistencies(parsed.data)
    : explain(parsed.error.issues, source, z.toJSONSchema(Fleet, { target: "draft-7", io: "input" }) as JsonSchema);
  const problems = findings.map(
    ({ path, of, ...wrong }): Problem => ({ path: writePath(path), ...source.place({ path, of }), ...wrong }),
  );
  if (parsed.success && problems.length === 0 && source.problems.length === 0) return parsed.data;
  throw new ConfigError(file, [...source.problems, ...problems].sort(byPlace));
}

const empty: Problem = {
  path: "",
  line: 1,
  column: 1,
  message: "the fleet is empty",
  remedy: "it needs images, templates and groups; for an empty region say --fleet none",
};

const byPlace = (a: Problem, b: Problem): number => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
