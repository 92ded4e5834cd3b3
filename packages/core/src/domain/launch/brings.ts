import type { Desired } from "../group.ts";
import type { LaunchFacts } from "./facts.ts";
import { judgeSlot } from "./judgeSlot.ts";
import { slotsOf } from "./slots.ts";

/**
 * Would a group with this configuration be where we want it: on the wanted image, with nothing left to change?
 * `facts.versions` and `facts.images` have to know what the configuration names.
 */
export function bringsImage(desired: Desired, facts: LaunchFacts): boolean {
  const verdicts = slotsOf(desired).map((slot) => judgeSlot(slot, facts));
  return (
    verdicts.every((verdict) => verdict.verdict === "keep") &&
    verdicts.some((verdict) => verdict.verdict === "keep" && verdict.why === "already-on-image")
  );
}
