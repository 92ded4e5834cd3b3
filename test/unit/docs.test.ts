import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");
const pages = ["README.md", ...globSync("docs/**/*.md", { cwd: root })].sort();

const textOf = (page: string) => readFileSync(path.join(root, page), "utf8");
const withoutCode = (text: string) => text.replace(/```[\s\S]*?```/g, "").replace(/`[^`\n]*`/g, "");

/** Links and pictures that lead to a place in the repository. */
const linksIn = (page: string) =>
  [...withoutCode(textOf(page)).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^[a-z]+:/.test(target));

/** As GitHub forms them: lower case, no punctuation, spaces are hyphens. */
const anchorsIn = (page: string) =>
  [
    ...textOf(page)
      .replace(/```[\s\S]*?```/g, "")
      .matchAll(/^#+ (.+)$/gm),
  ].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );

describe.each(pages)("%s", (page) => {
  test("leads nowhere that is not there", () => {
    const broken = linksIn(page).filter((target) => {
      const [file = "", anchor] = target.split("#");
      const found = file === "" ? page : path.join(path.dirname(page), file);
      if (!existsSync(path.join(root, found))) return true;
      return anchor !== undefined && found.endsWith(".md") && !anchorsIn(found).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  test("names no script that package.json does not have", () => {
    const { scripts } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
    const named = [...textOf(page).matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, script]) => script);
    expect(named.filter((script) => scripts[script ?? ""] === undefined)).toEqual([]);
  });
});
