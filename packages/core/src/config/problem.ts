/** Where in the configuration: keys of maps and numbers of list items. */
export type Path = readonly (string | number)[];

/** What is wrong with a value, and what to do about it. Both read as clauses, without a full stop. */
export interface Wrong {
  readonly message: string;
  readonly remedy?: string;
}

/** Something wrong at a path. `of`: is it the key that is wrong, or what stands behind it? */
export interface Finding extends Wrong {
  readonly path: Path;
  readonly of: "key" | "value";
}

/** Something that the author of the configuration has to put right. */
export interface Problem extends Wrong {
  /** `services.ledger.environments.production.window`, `freezes[0].to`; empty: the file as a whole. */
  readonly path: string;
  /** From 1. Absent where there is no file to point into. */
  readonly line?: number;
  readonly column?: number;
}

/** The configuration cannot be used. The message lists every problem, one a line: `file:line:column path: what. remedy`. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly file: string;
  readonly problems: readonly Problem[];

  constructor(file: string, problems: readonly Problem[], options?: ErrorOptions) {
    super(problems.map((problem) => sentence(file, problem)).join("\n"), options);
    this.file = file;
    this.problems = problems;
  }
}

function sentence(file: string, { path, line, column, message, remedy }: Problem): string {
  const place = line === undefined ? `${file}:` : `${file}:${line}:${column ?? 1}`;
  const what = path === "" ? message : `${path}: ${message}`;
  return `${place} ${what}${remedy === undefined ? "" : `. ${remedy.charAt(0).toUpperCase()}${remedy.slice(1)}`}`;
}

/** A path as people write it: `freezes[0].to`; a name with a dot in it is quoted: `services["api.v2"]`. */
export function writePath(path: Path): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    if (!/^[\w-]+$/.test(key)) return `${text}[${JSON.stringify(key)}]`;
    return text === "" ? key : `${text}.${key}`;
  }, "");
}
