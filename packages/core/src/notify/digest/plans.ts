import { Temporal } from "../../domain/temporal.ts";
import type { RolloutEvent } from "../describe/index.ts";
import type { Row } from "../message.ts";
import { count, moment, on, say, type Text } from "../text.ts";

export type Planned = Extract<RolloutEvent, { type: "rollout.planned" }>;

/** The dates of many plans in one environment. */
export interface Turn {
  readonly environment: string;
  readonly services: number;
  /** Absent: none is known yet. */
  readonly first?: Temporal.Instant;
  readonly last?: Temporal.Instant;
}

/** Environment by environment, in promotion order as the plans have it. */
export function turnsOf(plans: readonly Planned[]): Turn[] {
  const dates = new Map<string, { services: number; dates: Temporal.Instant[] }>();
  for (const { environment, dueAt } of plans.flatMap(({ detail }) => detail.steps)) {
    const known = dates.get(environment) ?? { services: 0, dates: [] };
    known.services += 1;
    if (dueAt) known.dates.push(dueAt);
    dates.set(environment, known);
  }
  return [...dates].map(([environment, { services, dates }]) => {
    const [first, last] = [
      dates.toSorted(Temporal.Instant.compare)[0],
      dates.toSorted(Temporal.Instant.compare).at(-1),
    ];
    return { environment, services, ...(first && { first }), ...(last && { last }) };
  });
}

export const turnRow = (turn: Turn): Row => ({
  name: turn.environment,
  value: say`${count(turn.services, "service")}, ${span(turn)}`,
  notes: [],
});

function span({ first, last }: Turn): Text {
  if (!first || !last) return say`the dates are not known yet`;
  return first.equals(last) ? say`${on(first)}` : say`from ${moment(first)} to ${moment(last)}`;
}

/** `first in development on …, in production from … on`. */
export function outlook(turns: readonly Turn[]): Text {
  const dated = turns.filter(({ first }) => first !== undefined);
  const [first, last] = [dated[0], dated.at(-1)];
  if (!first?.first) return say`the dates are not known yet`;
  const begin = say`first in ${first.environment} ${on(first.first)}`;
  return last?.first && last !== first ? say`${begin}, in ${last.environment} from ${moment(last.first)} on` : begin;
}
