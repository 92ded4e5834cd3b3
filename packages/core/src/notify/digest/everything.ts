import type { DigestReader } from "../../domain/subscription/digestDue.ts";
import { everythingBehind, everythingIn, isOfPause, type PauseEvent } from "../describe/index.ts";
import { describePaused, describeResumed } from "../describe/paused.ts";
import type { Message } from "../message.ts";
import type { News } from "./latest.ts";

/** News in a digest; `services`: of how many a pause of everything, or its end, is told. Absent: it is of no such. */
export interface Told extends News {
  readonly services?: number;
}

/** The same news, in which a pause of everything is told once, in place of once for each service. */
export function once(news: readonly News[], reader: DigestReader): Told[] {
  return [...Map.groupBy(news, ({ event }) => everythingIn(event)).values()].flatMap((alike): Told[] => {
    const [event, services] = [alike[0]?.event, alike.length];
    if (!event || !isOfPause(event) || everythingIn(event) === undefined) return alike;
    return [{ event, message: described(event, reader, services), services }];
  });
}

/** The pause of everything, or its end, where nothing else is told but it and the dates that it moves. */
export function onlyEverything(told: readonly Told[]): { pause: Told; moves: Told[] } | undefined {
  const pause = told.find(({ services }) => services !== undefined);
  if (!pause) return undefined;
  const about = everythingIn(pause.event);
  const moves = told.filter((one) => one !== pause);
  return moves.every(({ event }) => everythingBehind(event) === about && event !== pause.event)
    ? { pause, moves }
    : undefined;
}

function described({ type, detail }: PauseEvent, { team = "", timezone }: DigestReader, services: number): Message {
  const reader = { team: { name: team, email: [], timezone } };
  return type === "service.paused"
    ? describePaused(detail, reader, services)
    : describeResumed(detail, reader, services);
}
