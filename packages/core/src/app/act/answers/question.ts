import type { StopMessage } from "../../../domain/rollout/messages.ts";
import type { Track } from "../../../domain/rollout/state.ts";
import { stopButton } from "../../../notify/buttons.ts";
import { context, type SlackForm } from "../../../notify/slack.ts";
import { count, say, strong, type Text } from "../../../notify/text.ts";
import { stoppedBy } from "../../operate/stopped.ts";
import { pressWithin } from "../stopping.ts";
import { sentences } from "./sentence.ts";

/** People read few; a message holds fifty blocks. */
const mostGroups = 20;

/** What would be done where, with the button that does it. */
export function questionText(message: StopMessage, tracks: readonly Track[]): SlackForm {
  const { kind, service, environment, reason } = message;
  const { name, groups, running } = stoppedBy(message, tracks);
  const place = say`${strong(environment)} of ${strong(service)}`;
  const lines = groups.map((group) =>
    group.to === undefined ? say`• ${group.name}: ${name}` : say`• ${group.name}: ${name} → ${strong(group.to)}`,
  );
  const more = lines.length - mostGroups;
  const { text, blocks } = sentences(
    [
      kind === "cancel" ? say`Cancel the refresh of ${place}?` : say`Roll ${place} back?`,
      ...lines.slice(0, mostGroups),
      ...(more > 0 ? [say`… and ${count(more, "more group")}`] : []),
      say`${consequence(kind, running)} ${name} goes no further in ${service}.`,
      say`Your reason: ${reason}`,
    ],
    "UTC",
  );
  const within = say`Nothing is done unless you press it within ${pressWithin.total("minutes")} minutes.`;
  return { text, blocks: [...blocks, stopButton(message, groups.length), context(within, "UTC")] };
}

function consequence(kind: StopMessage["kind"], running: boolean): Text {
  if (kind === "cancel") return say`No further instance is replaced; those that were replaced stay.`;
  return running
    ? say`What is being refreshed is rolled back, at once.`
    : say`Their instances are replaced again, at once: windows, freezes and pauses are not asked.`;
}
