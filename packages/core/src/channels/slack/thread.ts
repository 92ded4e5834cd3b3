import { claimLasts } from "../../app/claimLasts.ts";
import { orRelease } from "../../app/orRelease.ts";
import { pageOf } from "../../app/pageOf.ts";
import { isOver } from "../../domain/rollout/pauses.ts";
import type { Pause, Track } from "../../domain/rollout/state.ts";
import { merge, type Progress } from "../../notify/progress.ts";
import { toSlackRoot } from "../../notify/slackRoot.ts";
import { type ChatMessage, type Posted, rootEvent, type Threads } from "../../ports.ts";
import { attempts, change, knownOf, type Place, type ThreadPorts, type Told } from "./place.ts";
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

/** Shows in the root message what somebody has paused or resumed; where there is no such message, nothing. */
export async function showPauses(ports: ThreadPorts, place: Place): Promise<void> {
  const { root, progress } = await ports.threads.load(place.rollout, place.channel);
  if (root && progress) await showRoot(ports, place, (latest = progress) => latest);
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
    // The track is saved before its events are told: what is shown is never behind them.
    const { progress, track } = await knownOf(ports, progressOf(saved));
    const message = await rootMessage(ports, place, progress, pausesIn(track, progress));
    const text = JSON.stringify(message);
    if (root && shown === text) return root;
    // Where somebody has deleted it, the thread's messages stand in the channel.
    if (root) await ports.chat.update(root, message);
    else await openRoot(ports, place, message);
    shown = text;
  }
  throw new Error(`the thread of ${rollout} in ${channel} is changed faster than it can be shown`);
}

/** What is paused, as the service itself knows it, at the time of the latest that is shown. */
const pausesIn = ({ pauses = [] }: Track, { asOf }: Progress): Pause[] =>
  pauses.filter((pause) => !isOver(pause, asOf));

async function rootMessage(
  { region, pages }: ThreadPorts,
  place: Place,
  progress: Progress,
  pauses: Pause[],
): Promise<ChatMessage> {
  const { rollout, channel, team, order } = place;
  const page = await pageOf(pages, progress, progress.asOf);
  const about = { event: rootEvent, service: progress.service, eventId: rollout };
  return { channel, ...toSlackRoot(progress, team, order, { pauses, region, page }), about };
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
