import type { Policy } from "../domain/policy.ts";
import type { Silenced } from "../domain/subscription/kept.ts";
import { teamsAt } from "../domain/subscription/subscriptionsOf.ts";
import { isUnheard } from "../domain/subscription/unheard.ts";
import { Temporal } from "../domain/temporal.ts";
import type { DomainEvent } from "../events.ts";
import type { Audit, Bus, ReaderStore } from "../ports.ts";

export interface SilencePorts {
  readonly readers: Pick<ReaderStore, "read" | "silence">;
  readonly bus: Bus;
}

/** For so long what was told is remembered, and longer (dynamoSent); later it is an old mail that somebody has opened. */
const repeatable = { hours: 24 };

/**
 * Has an address told nothing, for somebody wants that, and tells the others of the teams to which it belongs. Said again
 * within a day it is the same silence, and the same event, so that a function that died in between has lost nothing.
 * Answers the teams of which no address is told anything any more.
 */
export async function silence(
  { readers, bus }: SilencePorts,
  policy: Policy,
  address: Silenced["address"],
  { at, by }: Pick<Audit, "at" | "by">,
): Promise<string[]> {
  const held = await readers.silence({ address, why: "unsubscribed", at, by }, { at, by, what: "silenced" });
  const teams = teamsAt(policy, address);
  if (teams.length === 0 || Temporal.Instant.compare(held.at.add(repeatable), at) < 0) return [];
  await bus.put(teams.map((team) => unsubscribed(team, held)));
  const known = await readers.read();
  return Object.values(policy.teams).flatMap((team) =>
    teams.includes(team.name) && isUnheard(known, team) ? [team.name] : [],
  );
}

const unsubscribed = (team: string, { address: { channel, to }, at, by = "somebody" }: Silenced): DomainEvent => ({
  type: "address.unsubscribed",
  detail: { id: `unsubscribed/${team}/${channel}/${to}/${at}`, at, team, channel, address: to, by },
});

/** For those who run ami-refresh: nobody of the team is left to be told of it. */
export const unheardText = (teams: readonly string[]): string =>
  `every address of ${teams.length === 1 ? "the team" : "the teams"} ${teams.join(", ")} is told nothing now`;
