import type { Message } from "../message.ts";
import { say, strong } from "../text.ts";
import { type DetailOf, footerFor, imageFacts, imageName, type Reader, subjectOf } from "./shared.ts";

export function describeSuperseded(detail: DetailOf<"step.superseded">, reader: Reader): Message {
  const { service, environment, image, by } = detail;
  return {
    event: "step.superseded",
    severity: "quiet",
    headline: `${service} · ${environment}: a newer image is taken`,
    subject: subjectOf(detail, say`${environment} takes the newer ${by.name} instead`),
    lead: say`${imageName(detail)} will not be rolled out to ${strong(service)} in ${strong(environment)}: the newer ${strong(by.name)} is taken instead.`,
    facts: imageFacts(detail, reader),
    tables: [],
    next: [
      say`A date told for ${image.name} in ${environment} no longer holds; those of ${by.name} were told with its plan.`,
    ],
    footer: footerFor(detail, reader),
    zone: reader.team.timezone,
  };
}
