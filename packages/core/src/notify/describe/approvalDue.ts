import type { Message } from "../message.ts";
import { moment, say, strong } from "../text.ts";
import { writeSpan } from "../times.ts";
import { approvalFooter } from "./approvalFooter.ts";
import { answerNext, whoMay } from "./approvalWanted.ts";
import { type DetailOf, imageFacts, imageName, type Reader, subjectOf } from "./shared.ts";

/** Nobody has answered yet, and the time for it is nearly up. */
export function describeApprovalDue(detail: DetailOf<"approval.due">, reader: Reader): Message {
  const { service, environment, until, at } = detail;
  const left = writeSpan(at, until);
  return {
    event: "approval.due",
    severity: "warning",
    headline: `${service} · ${environment}: approval still wanted`,
    subject: subjectOf(detail, say`${environment} still waits for approval, for another ${left}`),
    lead: say`Nobody has answered yet whether ${imageName(detail)} may start in ${strong(environment)} of ${strong(service)}, and in ${left} the time is up.`,
    facts: [...imageFacts(detail, reader), whoMay(detail), { name: "Until", value: say`${moment(until)}` }],
    tables: [],
    next: answerNext(detail, reader),
    footer: approvalFooter(detail, reader),
    zone: reader.team.timezone,
  };
}
