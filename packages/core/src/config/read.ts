import type { Policy } from "../domain/policy.ts";
import { check } from "./check.ts";
import { explain } from "./explain.ts";
import { forbiddenKeys } from "./forbiddenKeys.ts";
import { ConfigError, type Problem, writePath } from "./problem.ts";
import { unknownNames } from "./references.ts";
import { Written } from "./schema.ts";
import { readSource } from "./source.ts";
import { toPolicy } from "./toPolicy.ts";

/**
 * Reads a configuration. `file` is its name, for messages. Throws ConfigError with every problem that can be found at
 * once, in the order of the file.
 */
export function readConfig(text: string, file: string): Policy {
  const source = readSource(text);
  if (source.data === undefined && source.problems.length > 0) throw new ConfigError(file, source.problems);
  if (source.data === undefined || source.data === null) throw new ConfigError(file, [empty]);

  const parsed = Written.safeParse(source.data);
  const findings = [
    ...(parsed.success ? check(parsed.data) : explain(parsed.error.issues, source)),
    ...unknownNames(source.data),
    ...forbiddenKeys(source.data),
  ];
  const problems = findings.map(
    ({ path, of, message, remedy }): Problem => ({
      path: writePath(path),
      ...source.place({ path, of }),
      message,
      ...(remedy !== undefined && { remedy }),
    }),
  );
  if (parsed.success && problems.length === 0 && source.problems.length === 0) return toPolicy(parsed.data);
  throw new ConfigError(file, [...source.problems, ...problems].sort(byPlace));
}

const empty: Problem = {
  path: "",
  line: 1,
  column: 1,
  message: "the configuration is empty",
  remedy: "it needs at least images, environments, teams and services, as docs/usage/configuration.md shows",
};

const byPlace = (a: Problem, b: Problem): number => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
