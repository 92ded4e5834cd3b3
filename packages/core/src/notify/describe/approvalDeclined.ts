import type { Message } from "../message.ts";
import { say, strong, type Text } from "../text.ts";
import { approvalFooter } from "./approvalFooter.ts";
import { comment, person } from "./person.ts";
import { type DetailOf, environmentsAfter, imageFacts, imageName, type Reader, reason, subjectOf } from "./shared.ts";

type Declined = DetailOf<"approval.declined">;

const isLast = ({ environment }: Declined, reader: Reader): boolean =>
  environmentsAfter(reader, environment)?.length === 0;

const keepers = (detail: Declined, reader: Reader): Text =>
  isLast(detail, reader)
    ? say`${strong(detail.environment)} keeps`
    : say`${strong(detail.environment)} and the environments after it keep`;

/** A person's no, or nobody's answer in time. */
export function describeApprovalDeclined(detail: Declined, reader: Reader): Message {
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
      say`The image goes no further in ${strong(service)}: ${keepers(detail, reader)} the image that ${isLast(detail, reader) ? "it has" : "they have"}.`,
      say`The next image is asked about again.`,
    ],
    footer: approvalFooter(detail, reader),
    zone: reader.team.timezone,
  };
}
