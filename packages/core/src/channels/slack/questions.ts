import { answerButtons } from "../../notify/buttons.ts";
import { isAsked } from "../../notify/decisions.ts";
import { merge } from "../../notify/progress.ts";
import { toSlack } from "../../notify/slack.ts";
import { toSlackAnswered } from "../../notify/slackRoot.ts";
import type { ChatMessage, Posted } from "../../ports.ts";
import { isBroadcast } from "./broadcast.ts";
import { change, knownNow, type ThreadPorts, type Told } from "./place.ts";

type Asks = Extract<Told["event"], { type: "approval.wanted" | "approval.due" }>;

/** A question, or a reminder of it, by its environment: nothing else with a slash follows that. */
const keyOf = ({ type, detail: { environment, until } }: Asks): string =>
  type === "approval.wanted" ? environment : `${environment}/${until}`;

const asks = (event: Told["event"]): event is Asks => event.type === "approval.wanted" || event.type === "approval.due";

/**
 * Replies with the event's message. One that asks for approval has buttons, until the question is answered or is none any
 * more; then the answer takes its place, whoever gave it and wherever. What may fail comes before the reply, or does
 * not have it repeated: what is tried again is not told twice.
 */
export async function replyOf(ports: ThreadPorts, told: Told, root: Posted): Promise<void> {
  const { message, about, channel, event, rollout } = told;
  const { progress: saved, questions = {} } = await ports.threads.load(rollout, channel);
  // It stands there since a try that failed afterwards: each is told once.
  const isReplied = asks(event) && questions[keyOf(event)] !== undefined;
  await closeQuestions(ports, told);
  if (!message || isReplied) return;
  // The rollout's message names the image, and its plan says all of it.
  const plain = { channel, ...toSlack(message, { inThread: event.type !== "rollout.planned" }), about };
  const broadcast = isBroadcast(message);
  const progress = await knownNow(ports, merge(saved, event));
  if (!asks(event) || !isAsked(progress, event.detail.environment)) {
    await ports.chat.reply(root, plain, { broadcast });
    return;
  }
  const key = keyOf(event);
  const posted = await ports.chat.reply(root, withButtons(plain, event.detail), { broadcast });
  try {
    await change(ports.threads, told, (thread) => ({
      ...thread,
      questions: { ...thread.questions, [key]: posted },
    }));
  } catch {
    // Nobody would find the buttons again to take them off. Those of the root message are left.
    await ports.chat.update(posted, plain);
    return;
  }
  // It may have been answered meanwhile.
  await closeQuestions(ports, told);
}

const withButtons = (message: ChatMessage, detail: Asks["detail"]): ChatMessage => ({
  ...message,
  blocks: [...message.blocks, answerButtons(detail, detail.environment)],
});

/** Takes the buttons off what is no longer a question. */
async function closeQuestions(ports: ThreadPorts, told: Told): Promise<void> {
  const { channel, rollout, team } = told;
  const { questions = {}, progress: saved } = await ports.threads.load(rollout, channel);
  if (!saved || Object.keys(questions).length === 0) return;
  const progress = await knownNow(ports, saved);
  for (const [key, where] of Object.entries(questions)) {
    const [environment = ""] = key.split("/");
    if (isAsked(progress, environment)) continue;
    const about = {
      event: key === environment ? "approval.wanted" : "approval.due",
      service: progress.service,
      environment,
      eventId: `${rollout}/${environment}/answered`,
    };
    await ports.chat.update(where, { channel, ...toSlackAnswered(progress, environment, team), about });
    await change(ports.threads, told, ({ questions: { [key]: _, ...others } = {}, ...thread }) => ({
      ...thread,
      questions: others,
    }));
  }
}
