import type { Fact, Message } from "../message.ts";
import { join, moment, on, say, strong, type Text } from "../text.ts";
import { approvalFooter } from "./approvalFooter.ts";
import { answerCommand } from "./command.ts";
import { type DetailOf, imageFacts, imageName, type Reader, subjectOf } from "./shared.ts";

type Wanted = DetailOf<"approval.wanted">;
type Asks = DetailOf<"approval.wanted" | "approval.due">;

export function describeApprovalWanted(detail: Wanted, reader: Reader): Message {
  const { service, environment, until, dueAt } = detail;
  return {
    event: "approval.wanted",
    severity: "warning",
    headline: `${service} · ${environment}: approval wanted`,
    subject: subjectOf(detail, say`${environment} waits for approval`),
    lead: say`${imageName(detail)} may start in ${strong(environment)} of ${strong(service)} ${whenItMay(dueAt)}, if somebody approves it.`,
    facts: [...imageFacts(detail, reader), whoMay(detail), { name: "Until", value: say`${moment(until)}` }],
    tables: [],
    next: answerNext(detail, reader),
    footer: approvalFooter(detail, reader),
    zone: reader.team.timezone,
  };
}

export const whoMay = ({ teams }: Asks): Fact => ({
  name: "Who may approve",
  value: say`somebody of ${join(
    teams.map((team) => say`${strong(team)}`),
    " or ",
  )}`,
});

/** How to answer, and what no answer is. */
export const answerNext = (detail: Asks, reader: Reader): Text[] => [
  say`To approve: ${answerCommand("approve", detail, reader)}`,
  say`To decline: ${answerCommand("decline", detail, reader)}`,
  say`If nobody answers until ${moment(detail.until)}, that counts as a no: the image goes no further in ${detail.service}.`,
];

const whenItMay = (dueAt: Wanted["dueAt"]): Text => (dueAt ? say`${on(dueAt)}` : say`now`);
