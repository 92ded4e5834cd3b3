import type { Choice } from "../domain/subscription/kept.ts";
import type { Filter, Pace, Subscription } from "../domain/subscription.ts";

/** What a subscription hears of, and when, as a sentence. */
export function whatOf({
  filter,
  pace,
  timezone,
  team,
}: Pick<Subscription, "filter" | "pace" | "timezone" | "team">): string {
  return `${subject(filter, team)}: ${[...paceWords(filter, pace), `times are in ${timezone}`].join(", ")}.`;
}

function subject({ services, environments, families, events, severity }: Filter, team: string | undefined): string {
  const of = services ? services.join(", ") : team === undefined ? "every service" : `the services of ${team}`;
  return [
    severity === "failure" ? "Failures of" : severity === "warning" ? "Warnings and failures of" : "What happens to",
    of,
    ...(environments ? [`in ${environments.join(", ")}`] : []),
    ...(families ? [`with images of ${families.join(", ")}`] : []),
    ...(events ? [`(${events.join(", ")})`] : []),
  ].join(" ");
}

/** Failures are told at once, whatever a digest or quiet hours say of the rest (tellAt). */
function paceWords({ severity }: Filter, { digest, quietHours }: Pace): string[] {
  if (severity === "failure") return ["at once"];
  const often =
    digest === undefined
      ? "at once"
      : digest === "hourly"
        ? "collected every hour"
        : `collected every day at ${digest.daily.toString({ smallestUnit: "minute" })}`;
  const rest = digest === undefined && !quietHours ? [] : ["failures at once"];
  if (!quietHours) return [often, ...rest];
  const [from, to] = [quietHours.from, quietHours.to].map((time) => time.toString({ smallestUnit: "minute" }));
  return [often, `quiet from ${from} to ${to}`, ...rest];
}

/** As it is written in the configuration, and on the command line. */
export const digestWords = (digest: NonNullable<Choice["digest"]>): string =>
  typeof digest === "string" ? digest : `daily ${digest.daily.toString({ smallestUnit: "minute" })}`;

/** `failures only`, which come at once, or how often: `hourly`. */
export const choiceWords = ({ severity, digest }: Pick<Choice, "severity" | "digest">): string =>
  severity !== undefined ? "failures only" : digest === undefined ? "" : digestWords(digest);
