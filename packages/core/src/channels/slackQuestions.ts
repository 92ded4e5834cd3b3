import { answerButtons } from "../notify/buttons.ts";
import { isAsked } from "../notify/decisions.ts";
import { type SlackForm, toSlack } from "../notify/slack.ts";
import { toSlackAnswered } from "../notify/slackRoot.ts";
import type { Posted } from "../ports.ts";
import { change, type ThreadPorts, type Told } from "./slackPlace.ts";

/**
 * Replies with the event's message. One that asks for approval has buttons, until the question is answered or is none any
 * more; then the answer takes its place, whoever gave it and wherever.
 */
export async function replyOf(ports: ThreadPorts, told: Told, root: Posted): Promise<void> {
  const { message, about, channel, event, rollout } = told;
  if (message) {
    const { progress } = await ports.threads.load(rollout, channel);
    const asks =
      event.type === "approval.wanted" && progress !== undefined && isAsked(progress, event.detail.environment);
    const form = asks ? withButtons(toSlack(message), told) : toSlack(message);
    const posted = await ports.chat.reply(
      root,
      { channel, ...form, about },
      { broadcast: message.severity === "failure" },
    );
    if (asks) {
      const { environment } = event.detail;
      await change(ports.threads, told, (thread) => ({
        ...thread,
        questions: { ...thread.questions, [environment]: posted },
      }));
    }
  }
  await closeQuestions(ports, told);
}

function withButtons({ text, blocks }: SlackForm, { event: { detail, type } }: Told): SlackForm {
  return type === "approval.wanted"
    ? { text, blocks: [...blocks, answerButtons(detail, detail.environment)] }
    : { text, blocks };
}

/** Takes the buttons off what is no longer a question. */
async function closeQuestions(ports: ThreadPorts, told: Told): Promise<void> {
  const { channel, rollout, team } = told;
  const { questions = {}, progress } = await ports.threads.load(rollout, channel);
  if (!progress) return;
  for (const [environment, where] of Object.entries(questions)) {
    if (isAsked(progress, environment)) continue;
    const about = {
      event: "approval.wanted",
      service: progress.service,
      environment,
      eventId: `${rollout}/${environment}/answered`,
    };
    await ports.chat.update(where, { channel, ...toSlackAnswered(progress, environment, team), about });
    await change(ports.threads, told, ({ questions: { [environment]: _, ...others } = {}, ...thread }) => ({
      ...thread,
      questions: others,
    }));
  }
}
