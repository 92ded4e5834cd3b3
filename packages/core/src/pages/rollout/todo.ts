import type { RolloutView } from "../../app/showRollout.ts";
import type { Pause, Step } from "../../domain/rollout/state.ts";
import { answerCommand, pauseCommand, stopCommand } from "../../notify/describe/command.ts";
import type { Reader } from "../../notify/describe/shared.ts";
import { say, type Text } from "../../notify/text.ts";

/** How to answer, where somebody is asked. The page itself does nothing. */
export function answersTo(step: Step, view: RolloutView, reader: Reader): Text[] {
  const { approval } = step;
  if (approval?.status !== "wanted") return [];
  const answer = (verb: "approve" | "decline") =>
    answerCommand(verb, { ...placeOf(step, view), teams: approval.teams }, reader);
  return [say`To approve: ${answer("approve")}`, say`To decline: ${answer("decline")}`];
}

/** What somebody can do besides about an environment, by which command. */
export function commandsFor(step: Step, view: RolloutView, reader: Reader, pauses: readonly Pause[]): Text[] {
  const place = placeOf(step, view);
  switch (step.status) {
    case "waiting":
      return [
        ...takenBack(step, view, reader),
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

const placeOf = ({ environment }: Step, { service, rollout }: RolloutView) => ({
  service: service.name,
  environment,
  image: rollout.image,
});

/** A yes may be taken back until it starts. */
function takenBack(step: Step, view: RolloutView, reader: Reader): Text[] {
  if (step.approval?.status !== "granted") return [];
  const settings = view.service.environments.find(({ name }) => name === step.environment)?.approval;
  const about = { ...placeOf(step, view), teams: settings?.teams ?? [] };
  return [say`To decline it after all: ${answerCommand("decline", about, reader)}`];
}

/** Whether nothing newer was started there: only what came last goes back. */
function isLatest({ environment }: Step, { track, rollout }: RolloutView): boolean {
  const started = track.rollouts.find(({ steps }) =>
    steps.some((step) => step.environment === environment && "groups" in step),
  );
  return started?.image.id === rollout.image.id;
}
