import { codeOf } from "./errors.ts";

/** Auto Scaling has no code of its own for a group that is not there. */
export function isUnknownGroup(error: unknown): boolean {
  return codeOf(error) === "ValidationError" && error instanceof Error && /group name not found/i.test(error.message);
}
