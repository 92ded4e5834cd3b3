import type { Fact, Message } from "../message.ts";
import { count, moment, say, strong, type Text } from "../text.ts";
import { resumeCommand } from "./command.ts";
import { person } from "./person.ts";
import { type DetailOf, footerFor, type Reader, reason, subject } from "./shared.ts";

type Paused = DetailOf<"service.paused">;
type Scope = Pick<Paused, "service" | "scope" | "environment">;

/**
 * Somebody has paused everything, the service, or one of its environments. `services`: of so many it is said at once, where
 * it is everything.
 */
export function describePaused(detail: Paused, reader: Reader, services = 1): Message {
  const { service, by, until } = detail;
  const end = until ? say` until ${moment(until)}` : say``;
  return {
    event: "service.paused",
    severity: "warning",
    headline: `${nameOf(detail, services)}: paused`,
    subject: subject(nameOf(detail, services), say`paused by ${by.name}${forMany(services)}${end}`),
    lead: say`${person(by)} paused ${strongly(detail, services)}${end}: ${reason(detail.reason)}`,
    facts: [
      ...factsOf(detail, services),
      { name: "Until", value: until ? say`${moment(until)}` : say`somebody resumes it` },
    ],
    tables: [],
    next: [
      say`Nothing starts there until ${until ? say`${moment(until)}, or until somebody resumes it` : say`somebody resumes it`}: ${resumeCommand(detail, reader)}`,
      say`What is being refreshed goes on, and dates that were told for ${services > 1 ? "them" : service} may pass.`,
    ],
    footer: footerFor(detail, reader),
    zone: reader.team.timezone,
  };
}

/** Somebody has ended a pause. `services`: as for a pause. */
export function describeResumed(detail: DetailOf<"service.resumed">, reader: Reader, services = 1): Message {
  const { by } = detail;
  const why = detail.reason === undefined ? say`` : say`: ${reason(detail.reason)}`;
  return {
    event: "service.resumed",
    severity: "info",
    headline: `${nameOf(detail, services)}: resumed`,
    subject: subject(nameOf(detail, services), say`resumed by ${by.name}${forMany(services)}`),
    lead: say`${person(by)} resumed ${strongly(detail, services)}${why}`,
    facts: factsOf(detail, services),
    tables: [],
    next: [say`What waited for it alone starts now; other pauses, if there are any, hold on.`],
    footer: footerFor(detail, reader),
    zone: reader.team.timezone,
  };
}

const forMany = (services: number): string => (services > 1 ? ` for ${count(services, "service")}` : "");

const factsOf = (detail: Scope & Pick<Paused, "by">, services: number): Fact[] => [
  { name: "What", value: strongly(detail, services) },
  { name: "By", value: person(detail.by) },
];

function nameOf({ service, scope, environment }: Scope, services: number): string {
  if (scope === "everything") return services > 1 ? "everything" : `${service} · everything`;
  return environment === undefined ? service : `${service} · ${environment}`;
}

function strongly({ service, scope, environment }: Scope, services: number): Text {
  if (scope === "everything")
    return say`${strong("everything")} (${services > 1 ? count(services, "service") : say`${service} included`})`;
  return environment === undefined ? say`${strong(service)}` : say`${strong(environment)} of ${strong(service)}`;
}
