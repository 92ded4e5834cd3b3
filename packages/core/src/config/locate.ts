import { type Document, isAlias, isMap, isPair, isScalar, isSeq, type Pair, type YAMLMap } from "yaml";
import type { Finding, Path } from "./problem.ts";

interface Found {
  /** The key's node, where the value stands behind a key. */
  readonly key?: unknown;
  readonly value: unknown;
}

/** Where a finding stands, as an offset into the text; for what is missing, the key of the map around it. */
export function offsetOf(document: Document.Parsed, path: Path, of: Finding["of"]): number {
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

/** The node at a path, through aliases and merges. */
export function find(document: Document.Parsed, path: Path): Found {
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
