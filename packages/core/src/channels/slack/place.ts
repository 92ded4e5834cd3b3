import type { Team } from "../../domain/policy.ts";
import type { RolloutEvent } from "../../notify/describe/index.ts";
import { type Known, knownOf } from "../../notify/known.ts";
import type { Message } from "../../notify/message.ts";
import type { Progress } from "../../notify/progress.ts";
import type { About, Chat, Clock, PageLinks, Sent, Thread, Threads, Tracks } from "../../ports.ts";

export interface ThreadPorts {
  readonly clock: Clock;
  readonly chat: Chat;
  readonly sent: Sent;
  readonly threads: Threads;
  readonly tracks: Pick<Tracks, "load">;
  readonly pages: Pick<PageLinks, "to">;
  /** In whose console the images and groups are. Absent: there is none. */
  readonly region?: string;
}

/** The thread of a rollout in one channel. */
export interface Place {
  readonly team: Team;
  readonly channel: string;
  readonly rollout: string;
  /** The service's environments in promotion order. */
  readonly order: readonly string[];
}

/** What is told in it. */
export interface Told extends Place {
  readonly event: RolloutEvent;
  /** Absent: the event changes the root message, and has none of its own. */
  readonly message?: Message;
  readonly about: About;
}

/** What is known now of the rollout of which this was told here. */
export async function knownNow({ tracks, clock }: ThreadPorts, told: Progress): Promise<Known> {
  const { track } = await tracks.load(told.service, told.family);
  return knownOf(told, track, clock.now());
}

/** How often to try again what others change at the same time. */
export const attempts = 5;

export async function change(threads: Threads, place: Place, changed: (thread: Thread) => Thread): Promise<void> {
  const { rollout, channel } = place;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const thread = await threads.load(rollout, channel);
    if ((await threads.save(rollout, channel, changed(thread))) === "saved") return;
  }
  throw new Error(`the thread of ${rollout} in ${channel} is changed by too many at once`);
}
