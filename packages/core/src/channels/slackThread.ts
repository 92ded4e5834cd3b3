import { orRelease } from "../app/orRelease.ts";
import type { Team } from "../domain/policy.ts";
import { Temporal } from "../domain/temporal.ts";
import type { RolloutEvent } from "../notify/describe/index.ts";
import type { Message } from "../notify/message.ts";
import { merge, type Progress } from "../notify/progress.ts";
import { toSlack } from "../notify/slack.ts";
import { toSlackRoot } from "../notify/slackRoot.ts";
import {
  type About,
  type Chat,
  type ChatMessage,
  type Posted,
  rootEvent,
  type Sent,
  type Thread,
  type Threads,
} from "../ports.ts";

export interface ThreadPorts {
  readonly chat: Chat;
  readonly sent: Sent;
  readonly threads: Threads;
}

/** What is told in a rollout's thread in one channel. */
export interface Told {
  readonly event: RolloutEvent;
  /** Absent: the event changes the root message, and has none of its own. */
  readonly message?: Message;
  readonly about: About;
  readonly team: Team;
  readonly channel: string;
  readonly rollout: string;
  /** The service's environments in promotion order. */
  readonly order: readonly string[];
}

/** As for any message; whoever finds the claim comes back to its end. */
const claimLasts = Temporal.Duration.from({ minutes: 3 });

/**
 * Brings a rollout's root message up to date, then replies to it with the event's message; a failure is shown in the
 * channel too. Done again it changes nothing but replies again: the caller asks whether it was done.
 */
export async function tellInThread(ports: ThreadPorts, told: Told): Promise<void> {
  const { message, about, channel } = told;
  await change(ports.threads, told, (thread) => ({ ...thread, progress: merge(thread.progress, told.event) }));
  const root = await showRoot(ports, told);
  if (!message) return;
  const broadcast = message.severity === "failure";
  await ports.chat.reply(root, { channel, ...toSlack(message), about }, { broadcast });
}

/** How often to try again what others change at the same time. */
const attempts = 5;

/**
 * Shows what is known of the rollout. Whoever has shown something looks whether more became known meanwhile: of several
 * at once the last one shows it all, in whichever order Slack takes their edits.
 */
async function showRoot(ports: ThreadPorts, told: Told): Promise<Posted> {
  const { rollout, channel } = told;
  let shown: string | undefined;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const { root, progress } = await ports.threads.load(rollout, channel);
    const message = rootMessage(told, merge(progress, told.event));
    const text = JSON.stringify(message);
    if (root && shown === text) return root;
    // Where somebody has deleted it, the thread's messages stand in the channel.
    if (root) await ports.chat.update(root, message);
    else await openRoot(ports, told, message);
    shown = text;
  }
  throw new Error(`the thread of ${rollout} in ${channel} is changed faster than it can be shown`);
}

function rootMessage({ rollout, channel, team, order }: Told, progress: Progress): ChatMessage {
  const about = { event: rootEvent, service: progress.service, eventId: rollout };
  return { channel, ...toSlackRoot(progress, team, order), about };
}

/** How many moments somebody else is given to open the thread. */
const moments = 12;

/** Posts the root message, unless somebody else has, or does so at this moment. */
async function openRoot(ports: ThreadPorts, told: Told, message: ChatMessage): Promise<void> {
  const key = `${told.rollout}/root/slack/${told.channel}`;
  const claim = await ports.sent.claim(key, claimLasts);
  if (claim === "sent" || (claim === "being sent" && (await isOpened(ports.threads, told)))) return;
  if (claim === "being sent") throw new Error("somebody else is opening the rollout's thread");
  const root = await orRelease(ports.sent, key, () => ports.chat.post(message));
  await change(ports.threads, told, (thread) => ({ ...thread, root }));
  await ports.sent.mark(key);
}

async function isOpened(threads: Threads, { rollout, channel }: Told): Promise<boolean> {
  for (let waited = 0; waited < moments; waited++) {
    await threads.moment();
    if ((await threads.load(rollout, channel)).root) return true;
  }
  return false;
}

async function change(threads: Threads, told: Told, changed: (thread: Thread) => Thread): Promise<void> {
  const { rollout, channel } = told;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const thread = await threads.load(rollout, channel);
    if ((await threads.save(rollout, channel, changed(thread))) === "saved") return;
  }
  throw new Error(`the thread of ${rollout} in ${channel} is changed by too many at once`);
}
