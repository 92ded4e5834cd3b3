import type { Policy } from "../domain/policy.ts";
import { type Silenced, silencedAs } from "../domain/subscription/kept.ts";
import { teamsAt } from "../domain/subscription/subscriptionsOf.ts";
import type { DomainEvent } from "../events.ts";
import type { Audit, Bus, ReaderStore } from "../ports.ts";

export interface HearPorts {
  readonly readers: Pick<ReaderStore, "read" | "hear">;
  readonly bus: Bus;
}

/**
 * Has an address told again, and tells the others of the teams to which it belongs where it was told nothing, as they were
 * told of that. They are told first: whoever had no answer asks again, and then it is told and done.
 */
export async function hearAgain(
  { readers, bus }: HearPorts,
  policy: Policy,
  address: Silenced["address"],
  { at, by }: Pick<Audit, "at" | "by">,
): Promise<void> {
  const silenced = silencedAs(await readers.read(), address);
  const teams = silenced ? teamsAt(policy, address) : [];
  const heard = (team: string, { address: { channel, to }, at: since }: Silenced): DomainEvent => ({
    type: "address.heard",
    detail: { id: `heard/${team}/${channel}/${to}/${since}`, at, team, channel, address: to, by },
  });
  if (silenced && teams.length > 0) await bus.put(teams.map((team) => heard(team, silenced)));
  await readers.hear(address, { at, by, what: "heard again" });
}
