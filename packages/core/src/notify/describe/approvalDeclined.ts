import type { Message } from "../message.ts";
import { say, strong } from "../text.ts";
import { approvalFooter } from "./approvalFooter.ts";
import { comment, person } from "./person.ts";
import { type DetailOf, imageFacts, imageName, type Reader, reason, subjectOf } from "./shared.ts";

/** A person's no, or nobody's answer in time. */
export function describeApprovalDeclined(detail: DetailOf<"approval.declined">, reader: Reader): Message {
  const { service, environment, by } = detail;
  const place = say`${strong(environment)} of ${strong(service)}`;
  return {
    event: "approval.declined",
    severity: "warning",
    headline: `${service} · ${environment}: ${by ? "declined" : "not approved in time"}`,
    subject: subjectOf(
      detail,
      by ? say`${environment} is declined by ${by.name}` : say`${environment} was not approved in time`,
    ),
    lead: by
      ? say`${person(by)} declined ${imageName(detail)} for ${place}.`
      : say`${imageName(detail)} is not rolled out to ${place}: ${reason(detail.reason)}.`,
    facts: [...comment(detail.comment), ...imageFacts(detail, reader)],
    tables: [],
    next: [
      say`The image goes no further in ${strong(service)}: ${strong(environment)} and the environments after it keep the image that they have.`,
      say`The next image is asked about again.`,
    ],
    footer: approvalFooter(detail, reader),
    zone: reader.team.timezone,
  };
}
