import type { GroupSelector } from "../../domain/policy.ts";
import type { Fact, Message, Untold } from "../message.ts";
import { code, join, say, strong, type Text } from "../text.ts";
import { whatFollows } from "./next.ts";
import { type DetailOf, footerFor, imageFacts, imageName, policyOf, type Reader, reason, subjectOf } from "./shared.ts";

type Skipped = DetailOf<"step.skipped">;

/** A skip that stops the rollout follows from a failure or a no, which has told all of it. */
export function describeSkipped(detail: Skipped, reader: Reader): Message | Untold {
  const { service, environment, passes } = detail;
  if (!passes) return { untold: `what ended the rollout before ${environment} was told` };
  return {
    event: "step.skipped",
    severity: "warning",
    headline: `${service} · ${environment}: nothing to refresh`,
    subject: subjectOf(detail, say`nothing to refresh in ${environment}`),
    lead: say`No group of ${strong(service)} in ${strong(environment)} was refreshed to ${imageName(detail)}: ${reason(detail.reason)}.`,
    facts: [...imageFacts(detail, reader), ...lookedFor(policyOf(reader, environment)?.groups)],
    tables: [],
    next: next(detail, reader),
    footer: footerFor(detail, reader),
    zone: reader.team.timezone,
  };
}

function lookedFor(selector: GroupSelector | undefined): Fact[] {
  if (!selector) return [];
  const names =
    selector.by === "name"
      ? selector.names.map((name) => say`${code(name)}`)
      : Object.entries(selector.tags).map(([key, value]) => say`${code(`${key}=${value}`)}`);
  return [{ name: selector.by === "name" ? "Groups by name" : "Groups by tags", value: join(names, ", ") }];
}

function next({ service, environment }: Skipped, reader: Reader): Text[] {
  const atTheEnd = say`${strong(environment)} is the last environment: the rollout has ended.`;
  return [
    say`If ${strong(environment)} should have been refreshed, check its groups and how the configuration finds them; the next image is tried again.`,
    whatFollows(reader, service, environment, atTheEnd),
  ];
}
