/** Below it the region answers in the place of `https://<url-id>.lambda-url.<region>.on.aws/`. */
const below = "/_local/url/";

/** `http://127.0.0.1:4566/_local/url/<function>/`. */
export const localUrl = (endpoint: string, functionName: string): string => `${endpoint}${below}${functionName}/`;

/** The function that a request is for, and what its own URL would have after the host; undefined: for no function. */
export function asked(
  url: string,
): { readonly name: string; readonly path: string; readonly query: string } | undefined {
  if (!url.startsWith(below)) return undefined;
  const [, name = "", path = "", query = ""] = /^([^/?]*)([^?]*)\??(.*)$/s.exec(url.slice(below.length)) ?? [];
  return { name, path: path || "/", query };
}
