import { type Document, isScalar, LineCounter, parseDocument, type YAMLError } from "yaml";
import { meantAsValue } from "./comments.ts";
import { find, offsetOf } from "./locate.ts";
import type { Finding, Path, Problem, Wrong } from "./problem.ts";

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
  const problems: Problem[] = distinct(document.errors.map((error) => explain(error, text))).map(
    ({ offset, message, remedy }) => ({ path: "", ...at(offset), message, ...(remedy !== undefined && { remedy }) }),
  );
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
const distinct = (errors: readonly Explained[]): Explained[] =>
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

interface Explained extends Wrong {
  readonly code: YAMLError["code"];
  /** Where in the text. */
  readonly offset: number;
}

function explain({ code, message, pos: [offset] }: YAMLError, text: string): Explained {
  switch (code) {
    case "TAB_AS_INDENT": {
      const remedy = "YAML knows spaces only: replace the tab by spaces";
      return { code, offset, message: "a tab is used as indentation", remedy };
    }
    case "DUPLICATE_KEY":
      return { code, offset, message: "this key stands twice in the same map", remedy: "keep one of them" };
    case "MULTIPLE_DOCS": {
      const remedy = "take out the line `---` between them";
      return { code, offset, message: "there is more than one document", remedy };
    }
    default: {
      const comment = meantAsValue(text, offset);
      if (!comment) return { code, offset, message: `this is no YAML: ${message.replace(/\.$/, "")}` };
      const loses = comment.text.endsWith(",") ? "comma separates" : "bracket closes";
      const wrong = `\`${comment.text}\` is a comment, and its ${loses} nothing`;
      return { code, offset: comment.offset, message: wrong, remedy: "a value that begins with # needs quotes" };
    }
  }
}
