import type { StopMessage } from "../domain/rollout/messages.ts";
import { nameOf } from "../domain/rollout/pauses.ts";
import type { Pause, RolloutImage } from "../domain/rollout/state.ts";
import { type Asked, writeButton } from "./asked.ts";
import type { SlackBlock } from "./slack.ts";
import { clip, count, oneLine } from "./text.ts";

interface Button {
  readonly label: string;
  readonly asked: Asked;
  /** What will happen, for whoever is about to press it. */
  readonly consequence: string;
  readonly style?: "primary" | "danger";
  /** What is pressed in answer; absent: the verb. */
  readonly yes?: string;
}

type About = { readonly service: string; readonly image: Pick<RolloutImage, "id" | "name"> };

/** To answer whether the image may start in an environment. */
export function answerButtons({ service, image }: About, environment: string): SlackBlock {
  const about = { service, environment, image: image.id };
  return actions(`answer/${environment}`, [
    {
      label: `Approve ${environment}`,
      asked: { verb: "approve", ...about },
      consequence: `${image.name} starts in ${environment} of ${service} as soon as nothing else keeps it waiting.`,
      style: "primary",
    },
    {
      label: `Decline ${environment}`,
      asked: { verb: "decline", ...about },
      consequence: `${image.name} goes no further in ${service}: ${environment} keeps the image that it has. This cannot be taken back.`,
      style: "danger",
    },
  ]);
}

/** To pause the service, or to resume what is paused of it. Everything is for operators, who have `/ami`. */
export function pauseButtons(service: string, pauses: readonly Pause[]): SlackBlock | undefined {
  const own = pauses.filter(({ scope }) => scope !== "everything");
  const resumes = own.map(({ environment }): Button => {
    const place = nameOf(
      {
        scope: environment === undefined ? "service" : "environment",
        ...(environment !== undefined && { environment }),
      },
      service,
    );
    return {
      label: `Resume ${environment ?? service}`,
      asked: { verb: "resume", service, ...(environment !== undefined && { environment }) },
      consequence: `What waited in ${place} for that alone starts. Other pauses, if there are any, hold on.`,
    };
  });
  const pause: Button = {
    label: `Pause ${service}`,
    asked: { verb: "pause", service },
    consequence: `Nothing starts in ${service} until somebody resumes it; what is being refreshed goes on. To give a reason, write /ami pause ${service} REASON instead.`,
  };
  const isPaused = pauses.some(({ environment }) => environment === undefined);
  const buttons = [...resumes.slice(0, most), ...(isPaused ? [] : [pause])];
  return buttons.length === 0 ? undefined : actions("pauses", buttons);
}

/** To do what was asked for: `groups`: in so many. */
export function stopButton(message: StopMessage, groups: number): SlackBlock {
  const { kind: verb, service, environment, image, at } = message;
  const reason = oneLine(message.reason);
  const where = `${count(groups, "group")} in ${environment} of ${service}`;
  return actions("stop", [
    {
      label: verb === "cancel" ? `Cancel the refresh of ${environment}` : `Roll back ${environment}`,
      asked: { verb, service, environment, image, reason, asked: at.toString() },
      consequence:
        verb === "cancel"
          ? `${where}: no further instance is replaced. This cannot be taken back.`
          : `${where}: instances are replaced by those of the image from before, at once. This cannot be taken back.`,
      style: "danger",
      yes: verb === "cancel" ? "Stop the refresh" : "Roll it back",
    },
  ]);
}

/** A block holds 25 (https://docs.slack.dev/reference/block-kit/blocks/actions-block), and people look at fewer. */
const most = 10;

// https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object,
// https://docs.slack.dev/reference/block-kit/block-elements/button-element
const limits = { id: 255, label: 75, title: 100, text: 300, choice: 30 } as const;

const actions = (id: string, buttons: readonly Button[]): SlackBlock => ({
  type: "actions",
  block_id: clip(id, limits.id),
  elements: buttons.map(({ label, asked, consequence, style, yes = capital(asked.verb) }) => ({
    type: "button",
    action_id: clip([asked.verb, asked.environment].filter(Boolean).join("/"), limits.id),
    text: plain(label, limits.label),
    value: writeButton(asked),
    confirm: {
      title: plain(`${label}?`, limits.title),
      text: plain(consequence, limits.text),
      confirm: plain(yes, limits.choice),
      deny: plain("Not now", limits.choice),
      ...(style && { style }),
    },
    ...(style && { style }),
  })),
});

/** In plain text nothing is a mention or a link, whatever an image is called. */
const plain = (text: string, max: number) => ({ type: "plain_text", text: clip(oneLine(text), max), emoji: false });

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
