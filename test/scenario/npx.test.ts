import { execFileSync } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");

test("what messages write after `npx` works in a checkout, by the Node.js that is installed there", () => {
  const paths = (process.env.PATH ?? "").split(path.delimiter).filter((one) => !one.includes("node_modules"));
  const out = execFileSync("npx", ["--no-install", "ami-refresh", "plan", "--service", "checkout", "--json"], {
    cwd: root,
    env: { ...process.env, PATH: paths.join(path.delimiter) },
    encoding: "utf8",
  });
  expect(JSON.parse(out)).toMatchObject({ services: [{ service: "checkout" }] });
});
