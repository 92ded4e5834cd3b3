import type { Policy } from "../../../domain/policy.ts";
import type { Rollout, Step, Track } from "../../../domain/rollout/state.ts";
import type { SlackForm } from "../../../notify/slack.ts";
import { code, join, on, say, strong, type Text } from "../../../notify/text.ts";
import { stoppedBy } from "../../operate/stopped.ts";
import type { Answer } from "../../operate.ts";
import { placeOf } from "../authorize.ts";
import { marked, refusalText, sentences } from "./sentence.ts";

/** What came of it, and what happens next. */
export function outcomeText(answer: Answer, policy: Policy): SlackForm {
  if (answer.outcome === "refused") return refusalText(answer.wrong);
  if (answer.outcome === "unchanged") return sentences([say`Nothing was changed: ${marked(answer.reason)}.`], "UTC");
  return sentences(linesOf(answer), policy.timezone);
}

function linesOf({ message, tracks }: Extract<Answer, { outcome: "sent" }>): Text[] {
  const steps = stepsOf(tracks);
  switch (message.kind) {
    case "approve":
    case "decline": {
      const { service, environment, image, by } = message;
      const found = steps.find((one) => one.rollout.image.id === image && one.step.environment === environment);
      const what = say`${strong(found?.rollout.image.name ?? image)} for ${strong(environment)} of ${strong(service)}, for team ${by.team ?? ""}`;
      if (message.kind === "approve")
        return [say`You approved ${what}.`, ...(found ? [say`It starts ${outlook(found.step)}.`] : [])];
      return [
        say`You declined ${what}.`,
        say`It goes no further in ${service}: ${environment} keeps the image that it has, and takes the next one that is approved.`,
      ];
    }
    case "cancel":
    case "roll-back": {
      const { name, groups, running } = stoppedBy(message, tracks);
      const place = say`${strong(message.environment)} of ${strong(message.service)}`;
      const what = message.kind === "cancel" ? say`You cancelled the refresh of` : say`You roll back`;
      const how = message.kind === "roll-back" && !running ? ", by a refresh of its own" : "";
      const going = groups
        .slice(0, most)
        .map((group) => say`${group.name}${group.to === undefined ? "" : ` to ${group.to}`}`);
      return [
        say`${what} ${place} (${name}): ${message.reason}`,
        message.kind === "cancel"
          ? say`No further instance is replaced; those that were replaced stay.`
          : say`Back at once${how}: ${join(going, ", ")}.`,
        say`${name} goes no further in ${message.service}.`,
      ];
    }
    case "pause": {
      const place = placeOf(message);
      const again = ["/ami resume", message.service ?? "everything", message.environment].filter(Boolean).join(" ");
      const running = steps.filter(({ step }) => step.status === "running" && concerns(message, step));
      return [
        say`You paused ${strong(place)}: ${message.reason}`,
        say`Nothing starts there until somebody resumes it: ${code(again)}`,
        ...running.map(
          ({ service, step }) => say`The refresh of ${service} in ${step.environment} is under way and goes on.`,
        ),
      ].slice(0, most);
    }
    case "resume": {
      const next = steps.filter(({ step, rollout }) => concerns(message, step) && isNext(rollout, step));
      return [
        say`You resumed ${strong(placeOf(message))}.`,
        ...next.map(
          ({ service, rollout, step }) =>
            say`${rollout.image.name} starts in ${step.environment} of ${service} ${outlook(step)}.`,
        ),
      ].slice(0, most);
    }
    default:
      return [];
  }
}

/** A message holds fifty blocks; of everything, more may follow. */
const most = 20;

interface Placed {
  readonly service: string;
  readonly rollout: Rollout;
  readonly step: Step;
}

const stepsOf = (tracks: readonly Track[]): Placed[] =>
  tracks.flatMap(({ service, rollouts }) =>
    rollouts.flatMap((rollout) => rollout.steps.map((step) => ({ service, rollout, step }))),
  );

/** The first step of a rollout that has not ended: those after it follow from it. */
const isNext = ({ steps }: Rollout, step: Step): boolean =>
  step === steps.find(({ status }) => status === "waiting" || status === "running") &&
  (step.status === "waiting" || (step.status === "running" && step.finding));

const concerns = ({ environment }: { readonly environment?: string | undefined }, step: Step): boolean =>
  environment === undefined || environment === step.environment;

/** When a step starts, as the end of a sentence. */
function outlook(step: Step): Text {
  if (step.status !== "waiting") return say`now`;
  const open = join(
    step.waits.filter(({ until }) => until === undefined).map(({ reason }) => say`${reason}`),
    "; ",
  );
  if (step.dueAt === undefined) return say`when it can: ${open}`;
  return open.length === 0 ? say`${on(step.dueAt)}` : say`${on(step.dueAt)}, if by then: ${open}`;
}
