import { formatDuration } from "../../domain/duration.ts";
import { groupPage } from "../awsConsole.ts";
import type { Message } from "../message.ts";
import { moment, say, strong, type Text } from "../text.ts";
import { stopCommand } from "./command.ts";
import { type DetailOf, footerFor, imageFacts, imageName, pageOr, policyOf, type Reader, subjectOf } from "./shared.ts";

type Checkpoint = DetailOf<"step.checkpoint">;

/** A refresh waits for somebody to look. */
export function describeCheckpoint(detail: Checkpoint, reader: Reader): Message {
  const { service, environment, group, percent } = detail;
  return {
    event: "step.checkpoint",
    severity: "info",
    headline: `${service} · ${environment}: checkpoint at ${percent} %`,
    subject: subjectOf(detail, say`${environment} is at its checkpoint of ${percent} %`),
    lead: say`${percent} % of the instances of ${strong(group)} in ${strong(environment)} of ${strong(service)} run ${imageName(detail)}. ${wait(detail, reader)}`,
    facts: [
      { name: "Group", value: say`${pageOr(groupPage(reader.region, group), group)}` },
      ...imageFacts(detail, reader),
    ],
    tables: [],
    next: [
      say`This is the time to look at the new instances. The refresh goes on by itself.`,
      say`To stop it: ${stopCommand("cancel", detail, reader)}; to go back to the image from before: ${stopCommand("roll-back", detail, reader)}`,
    ],
    footer: footerFor(detail, reader),
    zone: reader.team.timezone,
  };
}

function wait({ environment, until, at }: Checkpoint, reader: Reader): Text {
  if (until && until.epochMilliseconds <= at.epochMilliseconds)
    return say`The refresh waited there until ${moment(until)}.`;
  if (until) return say`The refresh waits there until ${moment(until)}.`;
  const delay = policyOf(reader, environment)?.refresh.checkpointDelay;
  return delay ? say`The refresh waits there for ${formatDuration(delay)}.` : say`The refresh waits there for a while.`;
}
