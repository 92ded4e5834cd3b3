import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { policyFile } from "@ami-refresh/core/adapters/policyFile.ts";
import type { FunctionWiring } from "../graph/wiring.ts";

/** A directory that stands for /var/task, with the files that are shipped beside the code. */
export interface TaskRoot {
  readonly directory: string;
  close(): void;
}

/**
 * Ships `policy` (encodePolicy) in the place of the one that a deployment would have made.
 * @throws if a file to ship is missing, or would land outside.
 */
export function makeTaskRoot(copyFiles: FunctionWiring["copyFiles"], root: string, policy: string): TaskRoot {
  const directory = mkdtempSync(path.join(tmpdir(), "ami-refresh-task-"));
  for (const { from, to } of copyFiles) {
    const target = path.resolve(directory, to);
    if (!target.startsWith(directory + path.sep)) throw new Error(`copyFiles: ${to} is outside of the function`);
    mkdirSync(path.dirname(target), { recursive: true });
    if (to === policyFile) writeFileSync(target, policy);
    else cpSync(path.resolve(root, from), target, { recursive: true });
  }
  return { directory, close: () => rmSync(directory, { recursive: true, force: true }) };
}
