import type { Severity } from "../subscription.ts";
import { choiceFor } from "./choice.ts";
import type { DigestReader } from "./digestDue.ts";
import { isSilenced, type Readers } from "./kept.ts";

/**
 * Whether what was put aside for a subscription is still wanted when its time has come: its address is told something,
 * what a person has subscribed to has not ended, and it matters enough, where that is said (`severity`), to who wants
 * failures only by now. Those of a team (`team`) are the configuration's, and have no end.
 */
export function isStillWanted(readers: Readers, { id, address, team }: DigestReader, severity?: Severity): boolean {
  if (isSilenced(readers, address)) return false;
  const own = readers.subscriptions.find((one) => one.id === id && one.status === "active");
  if (team === undefined && !own) return false;
  const least = team === undefined ? own?.filter.severity : choiceFor(readers, address)?.severity;
  return severity === undefined || severity === "failure" || least !== "failure";
}
