import type { Claims } from "./claims.ts";
import type { Facts } from "./facts.ts";
import type { Symptom } from "./finding.ts";

/** The facts, with the groups put where they belong. */
export interface Examined extends Facts, Claims {}

/** One thing that can be wrong. A pure function: what it needs to know is in the facts. */
export type Rule = (facts: Examined) => readonly Symptom[];
