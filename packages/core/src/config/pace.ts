import type { Pace } from "../domain/subscription.ts";
import { Temporal } from "../domain/temporal.ts";
import type { Wrong } from "./problem.ts";

/** The one form of a time of day in which the two meanings of `24:00` and `9:00` cannot be mixed up. */
const time = String.raw`([01]\d|2[0-3]):[0-5]\d`;

export const digestPattern = new RegExp(`^(immediately|hourly|daily ${time})$`);
export const quietPattern = new RegExp(`^${time}-(${time}|24:00)$`);

interface WrittenPace {
  readonly digest?: string;
  readonly quiet?: string;
}

/** Of texts of these patterns. */
export function paceOf({ digest = "immediately", quiet }: WrittenPace): Pace {
  return {
    ...(digest === "hourly" && { digest }),
    ...(digest.startsWith("daily ") && { digest: { daily: timeOf(digest.slice("daily ".length)) } }),
    ...(quiet !== undefined && { quietHours: hoursOf(quiet) }),
  };
}

/** What is wrong with quiet hours of the right form, or undefined. */
export function quietProblem(quiet: string): Wrong | undefined {
  const { from, to } = hoursOf(quiet);
  if (!from.equals(to)) return undefined;
  return { message: `${quiet} ends when it begins`, remedy: "leave some hours in which something may be told" };
}

function hoursOf(quiet: string): NonNullable<Pace["quietHours"]> {
  const [from = "", to = ""] = quiet.split("-");
  return { from: timeOf(from), to: timeOf(to === "24:00" ? "00:00" : to) };
}

const timeOf = (text: string) => Temporal.PlainTime.from(text);
