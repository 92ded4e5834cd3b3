import type { EnvironmentPolicy } from "../../domain/policy.ts";
import { Temporal } from "../../domain/temporal.ts";
import { nextOpening } from "../../domain/window.ts";
import { aboutPlace } from "../claims.ts";
import type { Symptom } from "../finding.ts";
import type { Rule } from "../rule.ts";

/** How far ahead openings are looked for, and from when on an opening is late. */
const horizon = Temporal.Duration.from({ hours: 365 * 24 });
const late = Temporal.Duration.from({ hours: 60 * 24 });

/** Windows that do not open for months, for they lie in freezes. */
export const lateOpening: Rule = ({ places, now }) =>
  places.flatMap((place): Symptom | [] => {
    const { environment } = place;
    const opening = firstOpening(environment, now);
    if (opening && opening.epochMilliseconds <= now.add(late).epochMilliseconds) return [];
    const written = environment.windows.map(({ text }) => text).join(", ");
    const what = written ? `the window ${written} (${environment.timezone})` : "it";
    const when = opening
      ? `opens first on ${opening.toZonedDateTimeISO(environment.timezone).toPlainDate()}`
      : "does not open within a year";
    const frozen = environment.freezes.filter((freeze) => freeze.to.epochMilliseconds > now.epochMilliseconds);
    const reasons = [...new Set(frozen.map(({ reason }) => reason))].join(", ");
    return {
      severity: opening ? "warning" : "error",
      about: aboutPlace(place),
      what: `${what} ${when}: ${reasons}`,
      why: "no image reaches it until then, however urgent",
      remedy: "shorten the freeze, or widen the window so that some of it lies outside",
    };
  });

function firstOpening({ windows, timezone, freezes }: EnvironmentPolicy, now: Temporal.Instant) {
  const end = now.add(horizon).epochMilliseconds;
  let at = now;
  while (at.epochMilliseconds <= end) {
    const opening = windows.length === 0 ? at : nextOpening(windows, timezone, at);
    const freeze = freezes.find(
      ({ from, to }) =>
        from.epochMilliseconds <= opening.epochMilliseconds && opening.epochMilliseconds < to.epochMilliseconds,
    );
    if (!freeze) return opening.epochMilliseconds <= end ? opening : undefined;
    at = freeze.to;
  }
  return undefined;
}
