import { Temporal } from "../../domain/temporal.ts";
import type { RolloutEvent } from "../describe/index.ts";
import type { Row } from "../message.ts";
import { count, moment, on, say, type Text, timeOfDay } from "../text.ts";
import { writeMoment } from "../times.ts";

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

/** `zone`: by whose clock two moments are of one day. */
export const turnRow = (turn: Turn, zone: string): Row => ({
  name: turn.environment,
  value: say`${count(turn.services, "service")}, ${span(turn, zone)}`,
  notes: [],
});

function span({ first, last }: Turn, zone: string): Text {
  if (!first || !last) return say`the dates are not known yet`;
  const [start = "", end = ""] = [first, last].map((at) => writeMoment(at, zone));
  if (start === end) return say`${on(first)}`;
  const isOneDay = start.split(",")[0] === end.split(",")[0];
  return say`from ${moment(first)} to ${isOneDay ? timeOfDay(last) : moment(last)}`;
}

/** `first in development on …, in production from … on`. */
export function outlook(turns: readonly Turn[]): Text {
  const dated = turns.filter(({ first }) => first !== undefined);
  const [first, last] = [dated[0], dated.at(-1)];
  if (!first?.first) return say`the dates are not known yet`;
  const begin = say`first in ${first.environment} ${on(first.first)}`;
  return last?.first && last !== first ? say`${begin}, in ${last.environment} from ${moment(last.first)} on` : begin;
}
