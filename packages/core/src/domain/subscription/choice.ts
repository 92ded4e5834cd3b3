import type { Subscription } from "../subscription.ts";
import type { Choice, Readers } from "./kept.ts";

/** What was chosen for an address; undefined: all is as the configuration says. */
export const choiceFor = ({ choices }: Readers, { channel, to }: Choice["address"]): Choice | undefined =>
  choices.find(({ address }) => address.channel === channel && address.to === to);

/** Nothing is chosen by it: all is as the configuration says. */
export const isNoChoice = ({ severity, digest }: Pick<Choice, "severity" | "digest">): boolean =>
  severity === undefined && digest === undefined;

/**
 * A subscription of the configuration as somebody has chosen to be told of it: less, for there is nothing above `failure`,
 * or at other times; never more.
 */
export function asChosen<S extends Pick<Subscription, "filter" | "pace">>(choice: Choice | undefined, one: S): S {
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
