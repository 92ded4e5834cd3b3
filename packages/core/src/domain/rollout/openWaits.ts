import type { Temporal } from "../temporal.ts";
import { byEnd } from "./byEnd.ts";
import type { Step, Wait } from "./state.ts";

/** What a step still waits for, in the order of its gates; the others are kept for the record. */
export const openWaits = ({ waits }: Pick<Step, "waits">, now: Temporal.Instant): Wait[] =>
  waits.filter(({ until }) => !until || until.epochMilliseconds > now.epochMilliseconds);

/** The same, that which ends first first: as people are told. */
export const openWaitsByEnd = (step: Pick<Step, "waits">, now: Temporal.Instant): Wait[] =>
  openWaits(step, now).toSorted(byEnd);
