/** The `http` trait's URI: `/2015-03-31/functions/{FunctionName}/invocations?list-type=2`. */
export interface UriPattern {
  readonly path: RegExp;
  /** Members of the input, in the order of the pattern's groups. */
  readonly labels: readonly string[];
  /** Literal parameters that must be there. */
  readonly query: readonly (readonly [name: string, value: string])[];
}

/** Labels match one segment, greedy ones (`{Path+}`) several (https://smithy.io/2.0/spec/http-bindings.html). */
export function uriPattern(uri: string): UriPattern {
  const [path = "", query = ""] = uri.split("?");
  const labels: string[] = [];
  const source = path.split("/").map((segment) => {
    const [, label, greedy] = /^\{(\w+)(\+?)\}$/.exec(segment) ?? [];
    if (label === undefined) return segment.replace(/[^\w-]/g, "\\$&");
    labels.push(label);
    return greedy ? "(.+)" : "([^/]+)";
  });
  return {
    path: new RegExp(`^${source.join("/")}/?$`),
    labels,
    query: [...new URLSearchParams(query)],
  };
}

export function matchesUri(pattern: UriPattern, path: string, query: URLSearchParams): boolean {
  return pattern.path.test(path) && pattern.query.every(([name, value]) => query.get(name) === value);
}
