import { stoppedBy } from "@ami-refresh/core/app/operate/stopped.ts";
import type { Answer } from "@ami-refresh/core/app/operate.ts";
import type { Policy } from "@ami-refresh/core/domain/policy.ts";
import type { Rollout, Step, Track } from "@ami-refresh/core/domain/rollout/state.ts";
import type { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import { writeTime } from "./planText.ts";

type Sent = Extract<Answer, { outcome: "sent" }>;

/** What was done, and what happens next, a line each. */
export function writeOutcome({ message, tracks }: Sent, policy: Policy, now: Temporal.Instant): string {
  const time = (at: Temporal.Instant) => `${writeTime(at, policy.timezone, now)} (${policy.timezone})`;
  return `${linesOf(message, tracks, time).join("\n")}\n`;
}

type WriteTime = (at: Temporal.Instant) => string;

function linesOf(message: Sent["message"], tracks: readonly Track[], time: WriteTime): string[] {
  switch (message.kind) {
    case "approve":
    case "decline": {
      const { service, environment, image, by } = message;
      const about = { service, environment, image };
      const found = stepsOf(tracks).find(
        (one) => one.rollout.image.id === image && one.step.environment === environment,
      );
      const name = found?.rollout.image.name ?? image;
      if (message.kind === "decline") {
        return [
          `${by.name} (${by.team}) declined ${name} for ${environment} of ${service}.`,
          `It goes no further in ${service}: ${environment} keeps the image that it has, and takes the next one that is approved.`,
        ];
      }
      return [
        `${by.name} (${by.team}) approved ${name} for ${environment} of ${service}.`,
        ...(found ? [outlook(about, found.step, time)] : []),
      ];
    }
    case "cancel":
    case "roll-back": {
      const { service, environment, by, reason } = message;
      const { name, running, ...stopped } = stoppedBy(message, tracks);
      const groups = stopped.groups.map((group) => group.name);
      const place = `${environment} of ${service}`;
      const going = groups.length === 0 ? "no group" : groups.join(", ");
      return [
        `${by.name} ${message.kind === "cancel" ? "cancelled the refresh of" : "rolls back"} ${place} (${name}): ${reason}`,
        message.kind === "cancel"
          ? `No further instance is replaced in ${going}; those that were replaced stay.`
          : `${going} ${groups.length === 1 ? "goes" : "go"} back to the image from before${running ? "" : ", by a refresh of its own"}, at once: windows, freezes and pauses are not asked.`,
        `${name} goes no further in ${service}.`,
      ];
    }
    case "pause": {
      const what = scopeOf(message);
      const again = ["ami-refresh resume", message.service, message.environment].filter(Boolean).join(" ");
      const running = stepsOf(tracks).filter(({ step }) => step.status === "running" && concerns(message, step));
      return [
        `${message.by.name} paused ${what}: ${message.reason}`,
        message.until
          ? `Nothing starts there until ${time(message.until)}, or until somebody resumes it: ${again}`
          : `Nothing starts there until somebody resumes it: ${again}`,
        ...running.map(
          ({ service, step }) => `The refresh of ${service} in ${step.environment} is under way and goes on.`,
        ),
      ];
    }
    case "resume": {
      const waiting = stepsOf(tracks).filter(({ step, rollout }) => concerns(message, step) && isNext(rollout, step));
      return [
        `${message.by.name} resumed ${scopeOf(message)}.`,
        ...waiting.map(({ service, rollout, step }) =>
          outlook({ service, environment: step.environment, image: rollout.image.name }, step, time),
        ),
      ];
    }
    default:
      return [];
  }
}

/** What somebody is asked before they stop a refresh, or take one back. */
export function questionOf(message: Sent["message"], tracks: readonly Track[]): string {
  if (message.kind !== "cancel" && message.kind !== "roll-back") return "Go on?";
  const { name, groups } = stoppedBy(message, tracks);
  const what = message.kind === "cancel" ? "Cancel the refresh of" : "Replace the instances again in";
  return `${what} ${message.environment} of ${message.service} (${name}: ${groups.map((group) => group.name).join(", ") || "no group"})?`;
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

const concerns = ({ environment }: { readonly environment?: string | undefined }, step: Step): boolean =>
  environment === undefined || environment === step.environment;

const scopeOf = ({
  service,
  environment,
}: {
  readonly service?: string | undefined;
  readonly environment?: string | undefined;
}) => (service === undefined ? "everything" : environment === undefined ? service : `${environment} of ${service}`);

interface About {
  readonly service: string;
  readonly environment: string;
  readonly image: string;
}

/** When a step starts, or what it waits for. */
export function outlook({ service, environment, image }: About, step: Step, time: WriteTime): string {
  const place = `${service} in ${environment} (${image})`;
  if (step.status !== "waiting") return `${place} starts now.`;
  const open = step.waits.filter(({ until }) => until === undefined).map(({ reason }) => reason);
  if (step.dueAt === undefined) return `${place} starts when it can: ${open.join("; ")}.`;
  return `${place} starts on ${time(step.dueAt)}${open.length === 0 ? "" : `, if ${open.join("; ")} by then`}.`;
}
