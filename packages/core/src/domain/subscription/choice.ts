import { isAt, type Subscription } from "../subscription.ts";
import type { Choice, Readers } from "./kept.ts";

/** What was chosen for an address; undefined: all is as the configuration says. */
export const choiceFor = ({ choices }: Readers, address: Choice["address"]): Choice | undefined =>
  choices.find((one) => isAt(one, address));

/** Nothing is chosen by it: all is as the configuration says. */
export const isNoChoice = ({ severity, digest }: Pick<Choice, "severity" | "digest">): boolean =>
  severity === undefined && digest === undefined;

type Told = Pick<Subscription, "filter" | "pace">;

/**
 * As much of a choice as is another than what the configuration says of an address by each of its subscriptions. Where
 * failures only are told, nothing is collected: they come at once, whatever else is chosen.
 */
export function differing<C extends Pick<Choice, "severity" | "digest">>(choice: C, configured: readonly Told[]): C {
  const { severity, digest, ...rest } = choice;
  const isOnlyFailures = ({ filter }: Told) => filter.severity === "failure";
  const keepsSeverity = severity !== undefined && !configured.every(isOnlyFailures);
  const collected = severity === undefined ? configured.filter((one) => !isOnlyFailures(one)) : [];
  const keepsDigest = digest !== undefined && !collected.every(({ pace }) => isSameDigest(pace.digest, digest));
  return { ...rest, ...(keepsSeverity && { severity }), ...(keepsDigest && { digest }) } as C;
}

const isSameDigest = (one: Choice["digest"], other: Choice["digest"]): boolean =>
  JSON.stringify(one ?? "immediately") === JSON.stringify(other ?? "immediately");

/**
 * A subscription of the configuration as somebody has chosen to be told of it: less, for there is nothing above `failure`,
 * or at other times; never more.
 */
export function asChosen<S extends Told>(choice: Choice | undefined, one: S): S {
  if (!choice) return one;
  const { severity, digest } = choice;
  const { digest: configured, ...pace } = one.pace;
  const often = digest ?? configured;
  return {
    ...one,
    filter: { ...one.filter, ...(severity !== undefined && { severity }) },
    pace: { ...pace, ...(often !== undefined && often !== "immediately" && { digest: often }) },
  };
}
