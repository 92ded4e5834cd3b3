import type { Message } from "../message.ts";
import { on, say, strong, type Text } from "../text.ts";
import { writeSpan } from "../times.ts";
import { answerCommand, pauseCommand, resumeCommand, statusCommand } from "./command.ts";
import { type DetailOf, footerFor, imageFacts, imageName, policyOf, type Reader, reason, subjectOf } from "./shared.ts";
import { stoppedByPeople, waitsTable } from "./waits.ts";

type ComingUp = DetailOf<"step.coming-up">;

/** The date of an environment comes near. */
export function describeComingUp(detail: ComingUp, reader: Reader): Message {
  const { service, environment, at, dueAt, waits } = detail;
  const ahead = writeSpan(at, dueAt);
  const stopped = stoppedByPeople(waits);
  return {
    event: "step.coming-up",
    severity: stopped.length > 0 ? "warning" : "info",
    headline: `${service} · ${environment}: coming up${stopped.length > 0 ? ", but held up" : ""}`,
    subject: subjectOf(detail, say`${environment} is due in ${ahead}, ${on(dueAt)}${heldUp(detail)}`),
    lead: say`${imageName(detail)} is due in ${strong(environment)} of ${strong(service)} in ${ahead}, ${on(dueAt)}.${asItStands(stopped)}`,
    facts: imageFacts(detail, reader),
    tables: waitsTable(waits),
    next: next(detail, reader),
    footer: footerFor(detail, reader),
    zone: reader.team.timezone,
  };
}

const asItStands = (stopped: ComingUp["waits"]): string =>
  stopped.length === 0
    ? ""
    : ` As it stands it does not start: ${stopped.map(({ reason: why }) => reason(why)).join("; ")}.`;

function heldUp({ waits }: ComingUp): string {
  const gates = stoppedByPeople(waits).map(({ gate }) => gate);
  if (gates.includes("pause")) return ", but it is paused";
  return gates.includes("approval") ? ", but it is not approved" : "";
}

function next(detail: ComingUp, reader: Reader): Text[] {
  const gates = stoppedByPeople(detail.waits).map(({ gate }) => gate);
  const { paused } = detail;
  return [
    ...(gates.includes("approval") ? howToApprove(detail, reader) : []),
    ...(gates.includes("pause")
      ? [
          say`It starts when somebody has resumed what is paused: ${paused ? resumeCommand({ ...of(detail, paused), scope: paused }, reader) : statusCommand(reader)}`,
        ]
      : []),
    ...(gates.length === 0 ? [say`To hold it up: ${pauseCommand(detail, reader)}`] : []),
    say`You are told of the start and how it went.`,
  ];
}

const of = ({ service, environment }: ComingUp, scope: NonNullable<ComingUp["paused"]>) => ({
  service,
  ...(scope === "environment" && { environment }),
});

function howToApprove(detail: ComingUp, reader: Reader): Text[] {
  const teams = policyOf(reader, detail.environment)?.approval?.teams ?? [];
  return (["approve", "decline"] as const).map(
    (verb) => say`To ${verb}: ${answerCommand(verb, { ...detail, teams }, reader)}`,
  );
}
