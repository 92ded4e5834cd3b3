import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseDocument,
  type YAMLError,
  type YAMLMap,
} from "yaml";
import type { Finding, Path, Problem } from "./problem.ts";

/** The YAML of a configuration: its data, and where in the text each of its values stands. */
export interface Source {
  /** Undefined where the text could not be read at all. */
  readonly data: unknown;
  /** What is wrong with it as YAML. */
  readonly problems: readonly Problem[];
  /** The place of a finding, or of the nearest map or list around it. */
  place(finding: Pick<Finding, "path" | "of">): { line: number; column: number };
  /** A plain value as it was written, quotes and all; undefined for maps and lists. */
  written(path: Path): string | undefined;
}

// An alias may be used as often as there are services; aliases of aliases of aliases are an attack on memory.
const maxAliasCount = 10_000;

/** Reads YAML 1.2 with anchors and merge keys (`<<`). */
export function readSource(text: string): Source {
  const lines = new LineCounter();
  let document: Document.Parsed;
  try {
    document = parseDocument(text, { lineCounter: lines, merge: true, prettyErrors: false });
  } catch (error) {
    // Lists nested thousands deep.
    return unreadable(error instanceof Error ? error.message : String(error));
  }
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const problems: Problem[] = distinct(document.errors).map((error) => ({
    path: "",
    ...at(error.pos[0]),
    ...explain(error),
  }));
  // After a repeated key the rest is still what was meant; after any other error it is guesswork.
  const readable = document.errors.every((error) => error.code === "DUPLICATE_KEY");
  return {
    data: readable ? toData(document, (problem) => problems.push(problem)) : undefined,
    problems,
    place: ({ path, of }) => at(offsetOf(document, path, of)),
    written: (path) => {
      const node = find(document, path).value;
      if (!isScalar(node) || !node.range) return undefined;
      return text.slice(node.range[0], node.range[1]);
    },
  };
}

/** One broken bracket may be reported at every bracket around it: the first of each kind is told. */
const distinct = (errors: readonly YAMLError[]): YAMLError[] =>
  errors.filter(
    (error, i) => error.code === "DUPLICATE_KEY" || errors.findIndex((other) => other.message === error.message) === i,
  );

const unreadable = (message: string): Source => ({
  data: undefined,
  problems: [{ path: "", line: 1, column: 1, message: `the file cannot be read: ${message}` }],
  place: () => ({ line: 1, column: 1 }),
  written: () => undefined,
});

function toData(document: Document.Parsed, report: (problem: Problem) => void): unknown {
  try {
    return document.toJS({ maxAliasCount });
  } catch (error) {
    // Unresolved and excessive aliases come to light here.
    report({
      path: "",
      line: 1,
      column: 1,
      message: `this is no YAML: ${error instanceof Error ? error.message : error}`,
    });
    return undefined;
  }
}

function explain(error: YAMLError): { message: string; remedy?: string } {
  switch (error.code) {
    case "TAB_AS_INDENT":
      return { message: "a tab is used as indentation", remedy: "YAML knows spaces only: replace the tab by spaces" };
    case "DUPLICATE_KEY":
      return { message: "this key stands twice in the same map", remedy: "keep one of them" };
    case "MULTIPLE_DOCS":
      return { message: "there is more than one document", remedy: "take out the line `---` between them" };
    default:
      return { message: `this is no YAML: ${error.message.replace(/\.$/, "")}` };
  }
}

interface Found {
  /** The key's node, where the value stands behind a key. */
  readonly key?: unknown;
  readonly value: unknown;
}

function offsetOf(document: Document.Parsed, path: Path, of: Finding["of"]): number {
  for (let length = path.length; length >= 0; length--) {
    const found = find(document, path.slice(0, length));
    // What is missing is missing from the map around it: its key says where that is.
    const preferred = of === "key" || length < path.length ? [found.key, found.value] : [found.value, found.key];
    for (const node of preferred) {
      const start = rangeStart(node);
      if (start !== undefined) return start;
    }
  }
  return 0;
}

function rangeStart(node: unknown): number | undefined {
  if (!isScalar(node) && !isMap(node) && !isSeq(node) && !isAlias(node)) return undefined;
  // An empty value has a place, but nothing to look at.
  if (isScalar(node) && node.range && node.range[0] === node.range[1]) return undefined;
  return node.range?.[0];
}

function find(document: Document.Parsed, path: Path): Found {
  let found: Found = { value: document.contents };
  for (const key of path) {
    const node = resolve(document, found.value);
    if (isMap(node)) {
      const pair = pairOf(document, node, String(key), 0);
      if (!pair) return { value: undefined };
      found = { key: pair.key, value: pair.value };
    } else if (isSeq(node)) {
      found = { value: node.items[Number(key)] };
    } else {
      return { value: undefined };
    }
  }
  return found;
}

const resolve = (document: Document.Parsed, node: unknown): unknown => (isAlias(node) ? node.resolve(document) : node);

/** The pair of a key, written in the map itself or merged into it by `<<`. */
function pairOf(document: Document.Parsed, map: YAMLMap, key: string, depth: number): Pair | undefined {
  const own = map.items.findLast((pair) => isPair(pair) && keyText(pair.key) === key);
  if (own || depth > 10) return own;
  for (const pair of map.items) {
    if (keyText(pair.key) !== mergeKey) continue;
    const merged = resolve(document, pair.value);
    for (const part of isSeq(merged) ? merged.items : [merged]) {
      const node = resolve(document, part);
      const found = isMap(node) ? pairOf(document, node, key, depth + 1) : undefined;
      if (found) return found;
    }
  }
  return undefined;
}

// The key of a merge is a symbol, so that a key "<<" in quotes is an ordinary one.
const mergeKey = String(Symbol("<<"));
const keyText = (key: unknown): string => String(isScalar(key) ? (key.value ?? "") : key);
