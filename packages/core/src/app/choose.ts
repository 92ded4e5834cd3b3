import type { Policy } from "../domain/policy.ts";
import { choiceFor, differing } from "../domain/subscription/choice.ts";
import type { Choice } from "../domain/subscription/kept.ts";
import { subscriptionsOf, teamsAt } from "../domain/subscription/subscriptionsOf.ts";
import { isAt } from "../domain/subscription.ts";
import type { DomainEvent } from "../events.ts";
import { digestWords } from "../notify/whatOf.ts";
import type { Bus, ReaderStore } from "../ports.ts";

export interface ChoosePorts {
  readonly readers: Pick<ReaderStore, "read" | "choose">;
  readonly bus: Bus;
}

/**
 * Has an address of the configuration told as somebody has chosen, and tells the others of the teams to which it belongs;
 * says whether that is any change: what the configuration says anyway is none. It is told first: whoever had no answer asks
 * again, and then it is told and done.
 */
export async function choose({ readers, bus }: ChoosePorts, policy: Policy, wanted: Choice): Promise<boolean> {
  const { address, at, by } = wanted;
  const teams = teamsAt(policy, address);
  const configured = subscriptionsOf(policy).filter((one) => isAt(one, address));
  const choice = differing(wanted, configured);
  const held = choiceFor(await readers.read(), address);
  if (teams.length === 0 || isSame(held, choice)) return false;
  await bus.put(teams.map((team) => changed(team, choice)));
  await readers.choose(choice, { at, by, what: "chosen" });
  return true;
}

const isSame = (held: Choice | undefined, { severity, digest }: Choice): boolean =>
  held?.severity === severity && textOf(held?.digest) === textOf(digest);

const textOf = (digest: Choice["digest"]) => (digest === undefined ? undefined : digestWords(digest));

const changed = (team: string, { address: { channel, to }, severity, digest, at, by }: Choice): DomainEvent => ({
  type: "address.changed",
  detail: {
    id: `changed/${team}/${channel}/${to}/${at}`,
    at,
    team,
    channel,
    address: to,
    by,
    ...(severity !== undefined && { severity }),
    ...(digest !== undefined && { digest: digestWords(digest) }),
  },
});
