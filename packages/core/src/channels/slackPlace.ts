import type { Team } from "../domain/policy.ts";
import type { RolloutEvent } from "../notify/describe/index.ts";
import type { Message } from "../notify/message.ts";
import type { About, Chat, Sent, Thread, Threads, Tracks } from "../ports.ts";

export interface ThreadPorts {
  readonly chat: Chat;
  readonly sent: Sent;
  readonly threads: Threads;
  readonly tracks: Pick<Tracks, "load">;
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
