import type { Finding, Path } from "./problem.ts";

/** `__proto__` is a name that JavaScript's maps do not keep, and zod leaves it out without a word. */
export function forbiddenKeys(data: unknown): Finding[] {
  const findings: Finding[] = [];
  const seen = new Set<object>(); // an anchor may hold itself
  const look = (value: unknown, path: Path): void => {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    const isList = Array.isArray(value);
    for (const [key, inner] of Object.entries(value)) {
      const at = [...path, isList ? Number(key) : key];
      if (key === "__proto__") {
        findings.push({ path: at, of: "key", message: "this name cannot be used", remedy: "choose another" });
      } else {
        look(inner, at);
      }
    }
  };
  look(data, []);
  return findings;
}
