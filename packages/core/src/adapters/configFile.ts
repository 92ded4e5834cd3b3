import { readFileSync } from "node:fs";
import { ConfigError } from "../config/problem.ts";
import { readConfig } from "../config/read.ts";
import type { Policy } from "../domain/policy.ts";

/** Reads a configuration file. Throws ConfigError where it is missing, cannot be read, or has problems. */
export function readPolicy(path: string): Policy {
  return readConfig(readText(path), path);
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new ConfigError(path, [{ path: "", ...explain(error) }], { cause: error });
  }
}

function explain(error: unknown): { message: string; remedy: string } {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const otherFile = "name another with --config FILE";
  if (code === "ENOENT") return { message: "there is no such file", remedy: `create it, or ${otherFile}` };
  if (code === "EISDIR") return { message: "this is a directory", remedy: otherFile };
  if (code === "EACCES" || code === "EPERM") return { message: "the file may not be read", remedy: "change its mode" };
  return { message: `the file cannot be read: ${error instanceof Error ? error.message : error}`, remedy: otherFile };
}
