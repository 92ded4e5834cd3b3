import type { Choice } from "../domain/subscription/kept.ts";
import type { Filter, Pace, Subscription } from "../domain/subscription.ts";

/** What a subscription hears of, and when, as a sentence. */
export function whatOf({
  filter,
  pace,
  timezone,
  team,
}: Pick<Subscription, "filter" | "pace" | "timezone" | "team">): string {
  return `${subject(filter, team)}: ${[...paceWords(pace), `times are in ${timezone}`].join(", ")}.`;
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

function paceWords({ digest, quietHours }: Pace): string[] {
  const often =
    digest === undefined
      ? "at once"
      : digest === "hourly"
        ? "collected every hour"
        : `collected every day at ${digest.daily.toString({ smallestUnit: "minute" })}`;
  if (!quietHours) return [often];
  const [from, to] = [quietHours.from, quietHours.to].map((time) => time.toString({ smallestUnit: "minute" }));
  return [often, `quiet from ${from} to ${to}`];
}

/** As it is written in the configuration, and on the command line. */
export const digestWords = (digest: NonNullable<Choice["digest"]>): string =>
  typeof digest === "string" ? digest : `daily ${digest.daily.toString({ smallestUnit: "minute" })}`;

/** `failures only, hourly` */
export const choiceWords = ({ severity, digest }: Pick<Choice, "severity" | "digest">): string =>
  [...(severity === undefined ? [] : ["failures only"]), ...(digest === undefined ? [] : [digestWords(digest)])].join(
    ", ",
  );
