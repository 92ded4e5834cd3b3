import type { Wrong } from "../config/problem.ts";
import type { Policy } from "../domain/policy.ts";
import { asConfigured } from "../domain/subscription/asConfigured.ts";
import { isSuspended, type Kept, type Silenced, silencedAs, whyWords } from "../domain/subscription/kept.ts";
import { subscriptionsOf, teamsAt } from "../domain/subscription/subscriptionsOf.ts";
import { isAt } from "../domain/subscription.ts";
import { Temporal } from "../domain/temporal.ts";
import { hearCommand } from "../notify/shellWord.ts";
import type { Audit, Bus, Clock, Confirmations, ReaderStore } from "../ports.ts";
import { hearAgain } from "./hearAgain.ts";
import { silence } from "./silence.ts";
import { type Wish, wishOf } from "./subscribe/wish.ts";

export interface SubscribePorts {
  readonly clock: Clock;
  readonly bus: Bus;
  readonly readers: ReaderStore;
  /** Absent: mail addresses that would have to be asked are refused. */
  readonly confirmations?: Confirmations;
  /** Told what will come of it before anything is changed. */
  readonly before?: (outcome: Subscribing) => Promise<void>;
}

interface Subscribing {
  /** `asked`: the address has to confirm before it is told anything. */
  readonly outcome: "subscribed" | "asked";
  readonly subscription: Kept;
}

export type Subscribed =
  | Subscribing
  | { readonly outcome: "unchanged"; readonly reason: string }
  | { readonly outcome: "refused"; readonly wrong: readonly Wrong[] };

/** So many mails that ask for a confirmation an address gets in a day, whoever asks for them. */
const asksADay = 3;

/** So many subscriptions an address has: every event looks at all of them. */
const mostOfOne = 20;

/**
 * Subscribes an address. Mail addresses that the configuration does not name, or that have unsubscribed, are asked first, by
 * mail: nobody can have mail sent to somebody else.
 */
export async function subscribe(ports: SubscribePorts, policy: Policy, wish: Wish): Promise<Subscribed> {
  const read = wishOf(policy, wish);
  if ("wrong" in read) return { outcome: "refused", ...read };
  const named = asConfigured(policy);
  const { address } = named(read);
  const now = ports.clock.now();
  const known = await ports.readers.read();
  const silenced = silencedAs(known, address);
  if (isSuspended(silenced)) return { outcome: "refused", wrong: [suspendedWrong(silenced)] };
  const theirs = known.subscriptions.filter((one) => isAt(named(one), address));
  const same = theirs.find((one) => isSame(one, read));
  if (same?.status === "active" && !silenced) {
    return { outcome: "unchanged", reason: `${address.to} is subscribed to that already` };
  }
  if (theirs.filter(({ status }) => status === "active").length >= mostOfOne) {
    const message = `${address.to} has ${mostOfOne} subscriptions`;
    return { outcome: "refused", wrong: [{ message, remedy: "end one of them before" }] };
  }
  const isKnown =
    address.channel !== "email" ||
    (!silenced &&
      (subscriptionsOf(policy).some((one) => isAt(one, address)) || theirs.some(({ status }) => status === "active")));
  const asks = isKnown ? undefined : ports.confirmations;
  if (!isKnown && !asks) {
    const message = `${address.to} has to be asked, and nobody is from here`;
    return { outcome: "refused", wrong: [{ message, remedy: "use `ami-refresh subscribe`" }] };
  }
  if (!isKnown && asked(theirs, now) >= asksADay) {
    const message = `${address.to} was asked ${asksADay} times in a day to confirm`;
    return { outcome: "refused", wrong: [{ message, remedy: "look into its mailbox, or wait until tomorrow" }] };
  }
  const subscription: Kept = {
    id: same?.status === "active" ? same.id : `own/${address.channel}/${address.to}/${now.epochMilliseconds}`,
    ...read,
    status: isKnown ? "active" : "pending",
    at: now,
    by: wish.by,
  };
  const outcome = { outcome: asks ? "asked" : "subscribed", subscription } as const;
  await ports.before?.(outcome);
  await ports.readers.save(subscription, { at: now, by: wish.by, what: "subscribed" });
  if (asks) await asks.ask(subscription);
  else if (silenced) await hearAgain(ports, policy, address, { at: now, by: wish.by });
  return outcome;
}

/** Somebody who knows has to say that it takes mail again: each mail that comes back makes mail to others less welcome. */
const suspendedWrong = ({ address: { to }, why, at }: Silenced): Wrong => ({
  message: `${to} is told nothing since ${at.toString({ smallestUnit: "second" })}, for ${whyWords[why]}`,
  remedy: `once it takes mail again, \`${hearCommand("email", to)}\``,
});

type At = Kept["address"];

const isSame = (a: Pick<Kept, "filter" | "pace" | "timezone">, b: Pick<Kept, "filter" | "pace" | "timezone">) =>
  JSON.stringify([a.filter, a.pace, a.timezone]) === JSON.stringify([b.filter, b.pace, b.timezone]);

const asked = (theirs: readonly Kept[], now: Temporal.Instant): number =>
  theirs.filter(({ at, status }) => status === "pending" && Temporal.Instant.compare(at.add({ hours: 24 }), now) > 0)
    .length;

export interface Unsubscribe {
  readonly address: At;
  /** As in a wish. */
  readonly channelName?: string;
  /** One of its own subscriptions. Absent: everything that it is told. */
  readonly id?: string;
  /** What the configuration says stays: where one of many would speak for all. */
  readonly ownOnly?: boolean;
  readonly by: string;
}

/** `stays`: the teams for which the configuration names the address, which goes on being told what that says. */
interface Staying {
  readonly stays?: readonly string[];
}

export interface Unsubscribing extends Staying {
  readonly outcome: "unsubscribed";
  /** The ids of its own subscriptions. */
  readonly ended: readonly string[];
  /** The configuration names it, and it is told nothing all the same. */
  readonly silenced: boolean;
}

/** `unheard`: the teams of which no address is told anything any more. */
export type Unsubscribed =
  | (Unsubscribing & { readonly unheard: readonly string[] })
  | ({ readonly outcome: "unchanged"; readonly reason: string } & Staying);

export interface UnsubscribePorts extends Pick<SubscribePorts, "clock" | "readers" | "bus"> {
  /** As for subscribing. */
  readonly before?: (outcome: Unsubscribing) => Promise<void>;
}

export async function unsubscribe(
  { clock, readers, bus, before }: UnsubscribePorts,
  policy: Policy,
  { id, ownOnly = false, by, ...where }: Unsubscribe,
): Promise<Unsubscribed> {
  const named = asConfigured(policy);
  const { address } = named(where);
  const at = clock.now();
  const audit = (what: Audit["what"]): Audit => ({ at, by, what });
  const known = await readers.read();
  const own = known.subscriptions.filter((one) => isAt(named(one), address) && (id === undefined || one.id === id));
  const configured = id === undefined ? subscriptionsOf(policy).filter((one) => isAt(one, address)) : [];
  const silenced = silencedAs(known, address);
  const isTold = configured.length > 0 && !silenced;
  const silences = isTold && !ownOnly;
  const staying: Staying = isTold && ownOnly ? { stays: teamsAt(policy, address) } : {};
  const ended = own.map((one) => one.id);
  const outcome = { outcome: "unsubscribed", ended, silenced: silences, ...staying } as const;
  const changes = own.length > 0 || silences;
  if (changes) await before?.(outcome);
  // Said again, it is told to whom it was not told before.
  const isWished = configured.length > 0 && !ownOnly && !isSuspended(silenced);
  const unheard = isWished ? await silence({ readers, bus }, policy, address, { at, by }) : [];
  if (!changes) {
    const what = id === undefined ? `nothing is sent to ${address.to}` : `${address.to} has no subscription ${id}`;
    return { outcome: "unchanged", reason: what, ...staying };
  }
  for (const one of own) await readers.save({ ...one, status: "ended" }, audit("ended"));
  return { ...outcome, unheard };
}
