import type { RolloutView } from "../../app/showRollout.ts";
import type { Pause, Step } from "../../domain/rollout/state.ts";
import { answerCommand, pauseCommand, stopCommand } from "../../notify/describe/command.ts";
import type { Reader } from "../../notify/describe/shared.ts";
import { say, type Text } from "../../notify/text.ts";

/** What somebody can do about an environment, by which command; the page itself does nothing. */
export function commandsFor(step: Step, view: RolloutView, reader: Reader, pauses: readonly Pause[]): Text[] {
  const { service, rollout } = view;
  const place = { service: service.name, environment: step.environment, image: rollout.image };
  switch (step.status) {
    case "waiting":
      return [
        ...answers(step, place, view, reader),
        ...(pauses.length > 0 ? [] : [say`To hold it up: ${pauseCommand(place, reader)}`]),
      ];
    case "running":
      if (step.stop) return [];
      return [
        say`To stop it: ${stopCommand("cancel", place, reader)}`,
        say`To go back to the image from before: ${stopCommand("roll-back", place, reader)}`,
      ];
    case "soaking":
    case "succeeded":
      return isLatest(step, view)
        ? [say`To go back to the image from before: ${stopCommand("roll-back", place, reader)}`]
        : [];
    default:
      return [];
  }
}

type Place = Parameters<typeof stopCommand>[1];

function answers({ environment, approval }: Step, place: Place, { service }: RolloutView, reader: Reader): Text[] {
  if (!approval) return [];
  const settings = service.environments.find(({ name }) => name === environment)?.approval;
  const teams = approval.status === "wanted" ? approval.teams : (settings?.teams ?? []);
  const answer = (verb: "approve" | "decline") => answerCommand(verb, { ...place, teams }, reader);
  // A yes may be taken back until it starts.
  if (approval.status === "granted") return [say`To decline it after all: ${answer("decline")}`];
  return [say`To approve: ${answer("approve")}`, say`To decline: ${answer("decline")}`];
}

/** Whether nothing newer was started there: only what came last goes back. */
function isLatest({ environment }: Step, { track, rollout }: RolloutView): boolean {
  const started = track.rollouts.find(({ steps }) =>
    steps.some((step) => step.environment === environment && "groups" in step),
  );
  return started?.image.id === rollout.image.id;
}
