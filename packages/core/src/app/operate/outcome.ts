import type { Rollout, Step, Track } from "../../domain/rollout/state.ts";
import { code, join, moment, on, say, some, strong, type Text } from "../../notify/text.ts";
import type { Answer } from "../operate.ts";
import { stoppedBy } from "./stopped.ts";

type Sent = Extract<Answer, { outcome: "sent" }>;

/** Where somebody has acted: they read it there, and write there what they do next. */
export interface Desk {
  /** Who has acted, as the beginning of a sentence: `You`, or a name. */
  readonly who: string;
  /** How to resume what they have paused. */
  resume(place: Place): string;
}

interface Place {
  readonly service?: string | undefined;
  readonly environment?: string | undefined;
}

export const placeOf = ({ service, environment }: Place): string =>
  service === undefined ? "everything" : environment === undefined ? service : `${environment} of ${service}`;

/** How many groups are named: people read few. */
const mostGroups = 20;

/** What came of it, and what happens next: a sentence each, the most important first. */
export function outcomeOf({ message, tracks, readIn }: Sent, { who, resume }: Desk): Text[] {
  switch (message.kind) {
    case "approve":
    case "decline": {
      const { service, environment, image, by } = message;
      const found = stepsOf(tracks).find(
        (one) => one.rollout.image.id === image && one.step.environment === environment,
      );
      const what = say`${strong(found?.rollout.image.name ?? image)} for ${strong(environment)} of ${strong(service)}, for team ${by.team ?? ""}`;
      if (message.kind === "approve")
        return [say`${who} approved ${what}.`, ...(found ? [say`It starts ${outlook(found.step)}.`] : [])];
      return [
        say`${who} declined ${what}.`,
        say`It goes no further in ${service}: ${environment} keeps the image that it has, and takes the next one that is approved.`,
      ];
    }
    case "cancel":
    case "roll-back": {
      const { service, environment, reason } = message;
      const { name, groups, running } = stoppedBy(message, tracks);
      const place = say`${strong(environment)} of ${strong(service)} (${name}): ${reason}`;
      const each = groups.map((group) => ({
        name: group.to === undefined ? group.name : `${group.name} to ${group.to}`,
      }));
      // Its groups may not have been found yet.
      const going = (before: string) => (each.length === 0 ? [] : say`${before}${some(each, mostGroups)}`);
      return [
        ...(message.kind === "cancel"
          ? [
              say`${who} cancelled the refresh of ${place}`,
              say`No further instance is replaced${going(" in ")}; those that were replaced stay.`,
            ]
          : [
              say`${who} rolled back ${place}`,
              say`Back at once${running ? "" : ", by a refresh of its own"}, whatever windows, freezes and pauses say${going(": ")}.`,
            ]),
        say`${name} goes no further in ${service}.`,
      ];
    }
    case "pause": {
      const again = code(resume(message));
      const running = stepsOf(tracks).filter(({ step }) => step.status === "running" && concerns(message, step));
      return [
        say`${who} paused ${strong(placeOf(message))}: ${message.reason}`,
        message.until
          ? say`Nothing starts there until ${moment(message.until)}, or until somebody resumes it: ${again}`
          : say`Nothing starts there until somebody resumes it: ${again}`,
        ...(readIn === undefined ? [] : [say`The time was read as that of ${readIn}.`]),
        ...running.map(
          ({ service, step }) => say`The refresh of ${service} in ${step.environment} is under way and goes on.`,
        ),
      ];
    }
    case "resume": {
      const next = stepsOf(tracks).filter(({ step, rollout }) => concerns(message, step) && isNext(rollout, step));
      return [
        say`${who} resumed ${strong(placeOf(message))}.`,
        ...next.map(
          ({ service, rollout, step }) =>
            say`${rollout.image.name} starts in ${step.environment} of ${service} ${outlook(step)}.`,
        ),
      ];
    }
    default:
      return [];
  }
}

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

const concerns = ({ environment }: Place, step: Step): boolean =>
  environment === undefined || environment === step.environment;

/** When a step starts, as the end of a sentence. */
function outlook(step: Step): Text {
  if (step.status !== "waiting") return say`now`;
  const open = join(
    step.waits.filter(({ until }) => until === undefined).map(({ reason }) => say`${reason}`),
    "; ",
  );
  if (step.dueAt === undefined) return say`when it can: ${open}`;
  return open.length === 0 ? say`${on(step.dueAt)}` : say`${on(step.dueAt)} at the earliest: ${open}`;
}
