import type { Policy, ServicePolicy, Team } from "../domain/policy.ts";
import type { Rollout, Track } from "../domain/rollout/state.ts";
import type { Temporal } from "../domain/temporal.ts";
import type { Clock, Log, PageLinks, Tracks } from "../ports.ts";

export interface ShowPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly pages: Pick<PageLinks, "read">;
  readonly tracks: Pick<Tracks, "load">;
  /** In whose console the images and groups are. Absent: there is none. */
  readonly region?: string;
}

/** A rollout as it stands at a moment. */
export interface RolloutView {
  readonly kind: "rollout";
  readonly service: ServicePolicy;
  /** To which the service belongs: its zone is that of every time. */
  readonly team: Team;
  readonly track: Track;
  /** One of the track's. */
  readonly rollout: Rollout;
  readonly now: Temporal.Instant;
  /** Until when the link works. */
  readonly until: Temporal.Instant;
  readonly region?: string;
}

/** What is shown to who has followed a link to a rollout. */
export type RolloutPage =
  | RolloutView
  | { readonly kind: "wrong"; readonly why: "forged" | "expired" | "method" | "unconfigured" | "forgotten" };

/** Looks up the rollout that a link is about. Nothing changes by it. */
export async function showRollout(
  ports: ShowPorts,
  { services, teams }: Policy,
  request: { readonly method: string; readonly ticket: string },
): Promise<RolloutPage> {
  const wrong = (why: Extract<RolloutPage, { kind: "wrong" }>["why"]): RolloutPage => {
    ports.log.info(`a page was not shown: ${why}`, { why });
    return { kind: "wrong", why };
  };
  const ticket = await ports.pages.read(request.ticket);
  if (ticket === "forged" || ticket === "expired") return wrong(ticket);
  if (request.method !== "GET" && request.method !== "HEAD") return wrong("method");
  const service = services[ticket.service];
  if (!service) return wrong("unconfigured");
  const { track } = await ports.tracks.load(service.name, ticket.family);
  const rollout = track.rollouts.find(({ image }) => image.id === ticket.image);
  if (!rollout) return wrong("forgotten");
  const team = teams[service.team] ?? { name: service.team, timezone: service.timezone, email: [] };
  const { clock, region } = ports;
  return {
    kind: "rollout",
    service,
    team,
    track,
    rollout,
    now: clock.now(),
    until: ticket.until,
    ...(region !== undefined && { region }),
  };
}
