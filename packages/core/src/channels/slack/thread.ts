import { claimLasts } from "../../app/claimLasts.ts";
import { orRelease } from "../../app/orRelease.ts";
import { pageOf } from "../../app/pageOf.ts";
import type { Temporal } from "../../domain/temporal.ts";
import type { Known } from "../../notify/known.ts";
import { later, merge, type Progress } from "../../notify/progress.ts";
import { toSlackRoot } from "../../notify/slackRoot.ts";
import { type ChatMessage, type Posted, rootEvent, type Threads } from "../../ports.ts";
import { attempts, change, knownNow, type Place, type ThreadPorts, type Told } from "./place.ts";
import { replyOf } from "./questions.ts";

/**
 * Brings a rollout's root message up to date, then replies to it with the event's message, which is shown in the
 * channel too where it is urgent. What is no message begins no thread. Done again it changes nothing but replies again: the caller asks
 * whether it was done.
 */
export async function tellInThread(ports: ThreadPorts, told: Told): Promise<void> {
  const { rollout, channel, event } = told;
  // Who begins one finds in the track what was not told here.
  if (!told.message && !(await ports.threads.load(rollout, channel)).progress) return;
  await change(ports.threads, told, (thread) => ({ ...thread, progress: merge(thread.progress, event) }));
  // Who posts the root message at this moment looks afterwards what became known meanwhile.
  if (!told.message && !(await ports.threads.load(rollout, channel)).root) return;
  const root = await showRoot(ports, told, (progress) => merge(progress, event));
  await replyOf(ports, told, root);
}

/** Shows in the root message what somebody has paused or resumed at a time; where there is no such message, nothing. */
export async function showPauses(ports: ThreadPorts, place: Place, at: Temporal.Instant): Promise<void> {
  const { root, progress } = await ports.threads.load(place.rollout, place.channel);
  if (!root || !progress) return;
  await showRoot(ports, place, (latest = progress) => ({ ...latest, asOf: later(latest.asOf, at) }));
}

/**
 * Shows what is known of the rollout. Whoever has shown something looks whether more became known meanwhile: of several
 * at once the last one shows it all, in whichever order Slack takes their edits.
 */
async function showRoot(
  ports: ThreadPorts,
  place: Place,
  progressOf: (saved: Progress | undefined) => Progress,
): Promise<Posted> {
  const { rollout, channel } = place;
  let shown: string | undefined;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const { root, progress: saved } = await ports.threads.load(rollout, channel);
    const told = progressOf(saved);
    const known = await knownNow(ports, told);
    // That time goes by is no news.
    const news = JSON.stringify({ ...known, asOf: told.asOf });
    if (root && shown === news) return root;
    const message = await rootMessage(ports, place, known);
    // Where somebody has deleted it, the thread's messages stand in the channel.
    if (root) await ports.chat.update(root, message);
    else await openRoot(ports, place, message);
    shown = news;
  }
  throw new Error(`the thread of ${rollout} in ${channel} is changed faster than it can be shown`);
}

async function rootMessage({ region, pages }: ThreadPorts, place: Place, known: Known): Promise<ChatMessage> {
  const { rollout, channel, team, order } = place;
  const page = await pageOf(pages, known, known.asOf);
  const about = { event: rootEvent, service: known.service, eventId: rollout };
  return { channel, ...toSlackRoot(known, team, order, { region, page }), about };
}

/** How many moments somebody else is given to open the thread. */
const moments = 12;

/** Posts the root message, unless somebody else has, or does so at this moment. */
async function openRoot(ports: ThreadPorts, place: Place, message: ChatMessage): Promise<void> {
  const key = `${place.rollout}/root/slack/${place.channel}`;
  const claim = await ports.sent.claim(key, claimLasts);
  if (claim === "sent" || (claim === "being sent" && (await isOpened(ports.threads, place)))) return;
  if (claim === "being sent") throw new Error("somebody else is opening the rollout's thread");
  const root = await orRelease(ports.sent, key, () => ports.chat.post(message));
  await change(ports.threads, place, (thread) => ({ ...thread, root }));
  await ports.sent.mark(key);
}

async function isOpened(threads: Threads, { rollout, channel }: Place): Promise<boolean> {
  for (let waited = 0; waited < moments; waited++) {
    await threads.moment();
    if ((await threads.load(rollout, channel)).root) return true;
  }
  return false;
}
