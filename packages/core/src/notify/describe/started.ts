import type { Message } from "../message.ts";
import { count, say, strong, type Text } from "../text.ts";
import { differenceFacts } from "./difference.ts";
import { namedGroups } from "./groups.ts";
import {
  type DetailOf,
  environmentsAfter,
  footerFor,
  imageFacts,
  imageName,
  policyOf,
  type Reader,
  subjectOf,
} from "./shared.ts";

export function describeStarted(detail: DetailOf<"step.started">, reader: Reader): Message {
  const { service, environment, groups } = detail;
  return {
    event: "step.started",
    severity: "info",
    headline: `${service} · ${environment}: refresh started`,
    subject: subjectOf(detail, say`the refresh of ${environment} has started`),
    lead: say`${count(groups.length, "group")} of ${strong(service)} in ${strong(environment)} ${groups.length === 1 ? "is" : "are"} being refreshed to ${imageName(detail)}.`,
    facts: [...imageFacts(detail, reader), ...differenceFacts(detail)],
    tables: [{ title: "Groups", rows: namedGroups(groups, reader) }],
    next: [say`Instances are replaced a few at a time; you are told how it went.`, ifItFails(environment, reader)],
    footer: footerFor(detail, reader),
    zone: reader.team.timezone,
  };
}

function ifItFails(environment: string, reader: Reader): Text {
  const policy = policyOf(reader, environment);
  const isLast = environmentsAfter(reader, environment)?.length === 0;
  if (!policy) return say`If it fails, the image goes no further.`;
  const groups = policy.refresh.autoRollback
    ? "groups go back to the image they ran before where AWS allows it"
    : "groups are not rolled back by themselves";
  return say`If it fails, ${groups}${isLast ? "" : ", and the image goes no further"}.`;
}
