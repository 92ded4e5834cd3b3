import type { ServicePolicy } from "../policy.ts";
import type { Temporal } from "../temporal.ts";
import type { MailboxMessage } from "./messages.ts";
import type { Pause, Track } from "./state.ts";

/** The pauses that hold an environment of the track up, but for those whose own end has come. */
export function pausesOf({ pauses = [] }: Track, environment: string): Pause[] {
  return pauses.filter((pause) => !pause.resumed && (pause.environment ?? environment) === environment);
}

export const isOver = ({ resumed, until }: Pause, now: Temporal.Instant): boolean =>
  resumed !== undefined || (until !== undefined && until.epochMilliseconds <= now.epochMilliseconds);

/** Of several pauses the one that lasts longest. */
export const longestOf = (pauses: readonly Pause[]): Pause | undefined =>
  pauses.toSorted((a, b) => endOf(b) - endOf(a) || 0)[0];

const endOf = ({ until }: Pause) => until?.epochMilliseconds ?? Number.POSITIVE_INFINITY;

type Change = Extract<MailboxMessage, { kind: "pause" | "resume" }>;

/** Of two messages about the same scope the one that was said later holds, in whatever order they come. */
export function changePause(
  track: Track,
  change: Change,
  policy: ServicePolicy,
  now: Temporal.Instant,
): { track: Track; note?: string } {
  const scope = scopeOf(change);
  const what = nameOf(scope, track.service);
  const { environment } = scope;
  if (environment !== undefined && !policy.environments.some(({ name }) => name === environment)) {
    return { track, note: `${track.service} has no environment ${environment}` };
  }
  const { pauses = [] } = track;
  const known = pauses.find((pause) => pause.scope === scope.scope && pause.environment === environment);
  const latest = known?.resumed?.at ?? known?.at;
  if (latest && change.at.epochMilliseconds <= latest.epochMilliseconds) {
    return { track, note: `something later, or the same, was said of ${what} already` };
  }
  const changed = change.kind === "pause" ? paused(scope, change) : known && resumed(known, change, now);
  if (!changed) return { track, note: `${what} is not paused` };
  return { track: { ...track, pauses: [...pauses.filter((pause) => pause !== known), changed] } };
}

type Scope = Pick<Pause, "scope"> & { readonly environment?: string };

function scopeOf({ service, environment }: Change): Scope {
  if (service === undefined) return { scope: "everything" };
  return environment === undefined ? { scope: "service" } : { scope: "environment", environment };
}

/** What a pause is of, in the middle of a sentence: `production of checkout`. */
export function nameOf({ scope, environment }: Pick<Pause, "scope" | "environment">, service: string): string {
  if (scope === "everything") return "everything";
  return environment === undefined ? service : `${environment} of ${service}`;
}

function paused(scope: Scope, { by, at, reason, until }: Extract<Change, { kind: "pause" }>): Pause {
  return { ...scope, by, at, reason, ...(until && { until }) };
}

function resumed(
  known: Pause,
  { by, at, reason }: Extract<Change, { kind: "resume" }>,
  now: Temporal.Instant,
): Pause | undefined {
  return isOver(known, now) ? undefined : { ...known, resumed: { by, at, ...(reason !== undefined && { reason }) } };
}
