import type { Window } from "../../domain/policy.ts";
import { aboutPlace } from "../claims.ts";
import type { Rule } from "../rule.ts";

/**
 * Minutes that an opening should last at least: EventBridge Scheduler may be a minute late
 * (https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html), a message that meets throttling comes
 * again after six, and a running refresh before is asked after every ten.
 */
const least = 15;

/** Windows so short that a start may miss them. */
export const shortWindow: Rule = ({ places }) =>
  places.flatMap((place) =>
    place.environment.windows
      .filter((window) => minutesOf(window) < least)
      .map((window) => ({
        severity: "warning" as const,
        about: aboutPlace(place),
        what: `the window ${window.text} is open for ${minutesOf(window)} minutes`,
        why: "a start that a minute's delay or one retry holds up misses it, and waits for the next opening",
        remedy: `leave it open for ${least} minutes or more: a refresh that has started runs on when the window closes`,
      })),
  );

/** `to` at or before `from` lies on the next day. */
function minutesOf({ from, to }: Window): number {
  const start = from.hour * 60 + from.minute;
  const end = to ? to.hour * 60 + to.minute : 24 * 60;
  return end > start ? end - start : end + 24 * 60 - start;
}
