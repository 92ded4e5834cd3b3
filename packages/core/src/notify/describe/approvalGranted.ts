import type { Message } from "../message.ts";
import { on, say, strong } from "../text.ts";
import { approvalFooter } from "./approvalFooter.ts";
import { comment, person } from "./person.ts";
import { type DetailOf, imageFacts, imageName, type Reader, subjectOf } from "./shared.ts";

export function describeApprovalGranted(detail: DetailOf<"approval.granted">, reader: Reader): Message {
  const { service, environment, by, dueAt } = detail;
  return {
    event: "approval.granted",
    severity: "info",
    headline: `${service} · ${environment}: approved`,
    subject: subjectOf(detail, say`${environment} is approved by ${by.name}`),
    lead: say`${person(by)} approved ${imageName(detail)} for ${strong(environment)} of ${strong(service)}.`,
    facts: [...comment(detail.comment), ...imageFacts(detail, reader)],
    tables: [],
    next: [
      dueAt
        ? say`${strong(environment)} starts ${on(dueAt)}, if nothing comes between; until then the approval may be taken back.`
        : say`${strong(environment)} starts as soon as nothing else holds it up.`,
    ],
    footer: approvalFooter(detail, reader),
    zone: reader.team.timezone,
  };
}
