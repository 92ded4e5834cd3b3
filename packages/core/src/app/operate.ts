import { suggest } from "../config/closest.ts";
import type { Wrong } from "../config/problem.ts";
import type { Policy, ServicePolicy } from "../domain/policy.ts";
import { decide } from "../domain/rollout/decide.ts";
import type { MailboxMessage } from "../domain/rollout/messages.ts";
import type { Person, Track } from "../domain/rollout/state.ts";
import type { Temporal } from "../domain/temporal.ts";
import type { Clock, Mailboxes, Route, Tracks } from "../ports.ts";
import { answeringTeam } from "./operate/answeringTeam.ts";
import type { Ending } from "./operate/ending.ts";
import { imageInQuestion } from "./operate/imageInQuestion.ts";
import { imageToStop } from "./operate/imageToStop.ts";

export interface OperatePorts {
  readonly clock: Clock;
  readonly tracks: Pick<Tracks, "load">;
  readonly mailboxes: Mailboxes;
  /** Is that what the person means? Asked before it is sent, once it is known what it would come to. */
  readonly confirm?: (message: MailboxMessage, tracks: readonly Track[]) => Promise<boolean>;
}

/** What a person wants done. Names are as the person wrote them. */
export type Request =
  | {
      readonly verb: "approve" | "decline";
      readonly service: string;
      readonly environment: string;
      /** Absent: the only one that waits for approval there. */
      readonly image?: string;
      readonly by: Person;
      readonly comment?: string;
    }
  | {
      readonly verb: "cancel" | "roll-back";
      readonly service: string;
      readonly environment: string;
      /** Absent: the one that is being refreshed there, or, to be rolled back, the one that was last. */
      readonly image?: string;
      readonly by: Person;
      readonly reason: string;
    }
  | ({ readonly verb: "pause"; readonly reason: string } & Ending & Scope)
  | ({ readonly verb: "resume"; readonly reason?: string } & Scope);

export const stops = (request: Request): request is Extract<Request, { verb: "cancel" | "roll-back" }> =>
  request.verb === "cancel" || request.verb === "roll-back";

interface Scope {
  /** Absent: everything. */
  readonly service?: string;
  /** Absent: the whole service. */
  readonly environment?: string;
  readonly by: Person;
}

export interface Sendable extends Made {
  readonly outcome: "sent";
  /** Of the mailboxes that take it. */
  readonly route: Route;
  /** What is expected to be known when the message has been taken. */
  readonly tracks: readonly Track[];
}

interface Made {
  readonly message: MailboxMessage;
  /** The zone in which a time was read that the person gave without an offset. */
  readonly readIn?: string;
}

export type Answer =
  | Sendable
  /** It would change nothing, so it was not sent. */
  | { readonly outcome: "unchanged"; readonly reason: string }
  | { readonly outcome: "refused"; readonly wrong: Wrong };

/**
 * Takes a person's request to the mailboxes it concerns. What is wrong with it is said at once; what comes of it is worked
 * out by the same decision that the mailbox will take, on what is known now.
 */
export async function operate(ports: OperatePorts, policy: Policy, request: Request): Promise<Answer> {
  const answer = await foresee(ports, policy, request);
  if (answer.outcome !== "sent") return answer;
  if (ports.confirm && !(await ports.confirm(answer.message, answer.tracks))) {
    return { outcome: "unchanged", reason: "nobody has confirmed it" };
  }
  await ports.mailboxes.send(answer.route, answer.message);
  return answer;
}

/** What would come of it, if it were sent now. */
export async function foresee(
  ports: Pick<OperatePorts, "clock" | "tracks">,
  policy: Policy,
  request: Request,
): Promise<Answer> {
  const now = ports.clock.now();
  const concerned = servicesOf(policy, request);
  if ("wrong" in concerned) return { outcome: "refused", ...concerned };
  const { services } = concerned;
  const loaded = await Promise.all(
    services.flatMap((service) =>
      service.families.map(async (family) => ({
        service,
        track: (await ports.tracks.load(service.name, family)).track,
      })),
    ),
  );
  const made = await messageOf(
    policy,
    request,
    loaded.map(({ track }) => track),
    now,
  );
  if ("wrong" in made) return { outcome: "refused", ...made };
  if ("unchanged" in made) return { outcome: "unchanged", reason: made.unchanged };
  const { message } = made;
  const decided = loaded
    .filter(({ track }) => !("image" in message) || track.rollouts.some(({ image }) => image.id === message.image))
    .map(({ service, track }) => decide(track, message, service, now));
  const changed = decided.filter(({ note }) => note === undefined);
  if (changed.length === 0) {
    const [note = `${"image" in message ? message.image : "it"} is not known there`] = decided.flatMap(
      ({ note = [] }) => note,
    );
    return { outcome: "unchanged", reason: note };
  }
  const route: Route = request.service === undefined ? "all" : `service:${request.service}`;
  return { outcome: "sent", route, ...made, tracks: decided.map(({ track }) => track) };
}

function servicesOf(
  policy: Policy,
  { service, environment }: Request,
): { services: ServicePolicy[] } | { wrong: Wrong } {
  const known = new Map(Object.entries(policy.services));
  if (service === undefined) return { services: [...known.values()] };
  const found = known.get(service);
  if (!found) {
    const names = [...known.keys()];
    return { wrong: suggest(`there is no service \`${service}\``, service, names, `services are ${names.join(", ")}`) };
  }
  const names = found.environments.map(({ name }) => name);
  if (environment === undefined || names.includes(environment)) return { services: [found] };
  const message = `${service} has no environment \`${environment}\``;
  return { wrong: suggest(message, environment, names, `its environments are ${names.join(", ")}`) };
}

async function messageOf(
  policy: Policy,
  request: Request,
  tracks: readonly Track[],
  at: Temporal.Instant,
): Promise<Made | { unchanged: string } | { wrong: Wrong }> {
  if (request.verb === "pause") {
    const { verb: kind, until, for: span, ...pause } = request;
    const message = { kind, ...pause, at };
    if (until === undefined && span === undefined) return { message };
    // Seldom needed, and `act` starts with what it needs.
    const { endOf } = await import("./operate/ending.ts");
    const end = endOf({ until, for: span }, zoneOf(policy, request), at);
    if ("wrong" in end) return end;
    const { readIn } = end;
    return { message: { ...message, until: end.until }, ...(readIn !== undefined && { readIn }) };
  }
  if (request.verb === "resume") {
    const { verb: kind, ...resume } = request;
    return { message: { kind, ...resume, at } };
  }
  if (stops(request)) {
    const { verb: kind, image: named, ...stop } = request;
    const image = named === undefined ? imageToStop(tracks, request) : { image: named };
    return "image" in image ? { message: { kind, ...stop, ...image, at } } : image;
  }
  const { verb, service, environment, by, comment } = request;
  const team = answeringTeam(policy, request);
  if (!("team" in team)) return team;
  const image = request.image === undefined ? imageInQuestion(tracks, request) : { image: request.image };
  if (!("image" in image)) return image;
  const said = comment === undefined ? {} : { comment };
  return { message: { kind: verb, service, environment, ...image, by: { ...by, ...team }, at, ...said } };
}

/** The zone in which the times are told that a request is about: that of the service's team. */
function zoneOf({ services, teams, timezone }: Policy, { service }: Scope): string {
  const team = service === undefined ? undefined : services[service]?.team;
  return (team === undefined ? undefined : teams[team]?.timezone) ?? timezone;
}
