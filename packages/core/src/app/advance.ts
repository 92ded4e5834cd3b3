import type { ServicePolicy } from "../domain/policy.ts";
import { decide } from "../domain/rollout/decide.ts";
import type { Command, Input, MailboxMessage } from "../domain/rollout/messages.ts";
import type { Track } from "../domain/rollout/state.ts";
import type { Bus, Clock, Log, SavedTrack, Tracks } from "../ports.ts";

export interface AdvancePorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly tracks: Tracks;
  readonly bus: Bus;
  /** What there is to know beforehand of what a message is about. */
  readonly lookUp: (message: MailboxMessage, track: Track) => Promise<Input[]>;
  /** Does what a command asks for; answers with what there is to know of it. */
  readonly perform: (command: Command, track: SavedTrack["track"]) => Promise<Input[]>;
}

/** Somebody else has moved the same track at the same time; the message has to be delivered again. */
export class LostRace extends Error {
  constructor(service: string, family: string) {
    super(`${service} (${family}) was changed by somebody else five times in a row; the message will be tried again`);
    this.name = "LostRace";
  }
}

const attempts = 5;

/**
 * Takes one message out of a service's mailbox: load, decide, save, perform, until nothing is left to perform.
 * What was decided is saved before it is performed (the outbox), and performed again after a crash: commands and
 * events are idempotent. A message that meets a concurrent change is decided anew on what was saved.
 */
export async function advance(ports: AdvancePorts, policy: ServicePolicy, message: MailboxMessage): Promise<void> {
  // What a person says of a service is said of all its families; the first, which tells of it, has its turn when it holds
  // for the others: what is shown of them then is so.
  const families = "family" in message ? [message.family] : policy.families.toReversed();
  for (const family of families) await advanceFamily(ports, policy, family, message);
}

async function advanceFamily(
  ports: AdvancePorts,
  policy: ServicePolicy,
  family: string,
  message: MailboxMessage,
): Promise<void> {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    if ((await advanceOnce(ports, policy, family, message)) === "done") return;
  }
  throw new LostRace(policy.name, family);
}

async function advanceOnce(
  ports: AdvancePorts,
  policy: ServicePolicy,
  family: string,
  message: MailboxMessage,
): Promise<"done" | "conflict"> {
  let saved = await ports.tracks.load(policy.name, family);
  // What an earlier run had decided and may not have performed comes first.
  const answers = await flush(ports, saved.track, saved.pending);
  const inputs = [...(await ports.lookUp(message, saved.track)), message];
  const due: Due[] = [...answers, ...inputs.map((input) => ({ input }))];

  for (let next = due.shift(); next; next = due.shift()) {
    const { input } = next;
    const { note, track, commands, events } = decide(saved.track, input, policy, ports.clock.now());
    if (note) {
      ports.log.info(note, { service: policy.name, family, input: input.kind, ...imageOf(input, track) });
    }
    // If we do not come as far as to decide on an answer, its command is performed, and answered, again.
    const owed = new Set(due.flatMap(({ answers }) => answers ?? []));
    const pending = { commands: [...owed, ...commands], events };
    if ((await ports.tracks.save({ track, pending, version: saved.version })) === "conflict") return "conflict";
    saved = { track, pending, version: saved.version + 1 };
    due.push(...(await flush(ports, track, { commands, events })));
  }

  if (isPending(saved)) {
    const cleared: SavedTrack = { ...saved, pending: { commands: [], events: [] } };
    if ((await ports.tracks.save(cleared)) === "conflict") {
      // Whoever came in between has found the same outbox and performed it as well.
      ports.log.info("the outbox was cleared by somebody else", { service: policy.name, family });
    }
  }
  return "done";
}

/** What is still to be decided on. */
interface Due {
  readonly input: Input;
  /** The command that it answers. */
  readonly answers?: Command;
}

async function flush(ports: AdvancePorts, track: Track, { commands, events }: SavedTrack["pending"]): Promise<Due[]> {
  if (events.length > 0) await ports.bus.put(events);
  const due: Due[] = [];
  for (const command of commands) {
    for (const input of await ports.perform(command, track)) due.push({ input, answers: command });
  }
  return due;
}

/** The image that an input is about, where it is about one. */
function imageOf(input: Input, track: Track): Readonly<Record<string, string>> {
  if (!("image" in input)) return {};
  const id = typeof input.image === "string" ? input.image : input.image.id;
  const correlationId = track.rollouts.find(({ image }) => image.id === id)?.image.correlationId;
  return { image: id, ...(correlationId !== undefined && { correlationId }) };
}

const isPending = (saved: SavedTrack) => saved.pending.commands.length > 0 || saved.pending.events.length > 0;
