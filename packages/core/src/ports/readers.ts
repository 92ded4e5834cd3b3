import type { PageTicket } from "../domain/rollout/pageTicket.ts";
import type { DigestReader } from "../domain/subscription/digestDue.ts";
import type { Choice, Kept, Readers, Silenced } from "../domain/subscription/kept.ts";
import type { Ticket } from "../domain/subscription/ticket.ts";
import type { Temporal } from "../domain/temporal.ts";

/** Who is told, and the links by which they say so. */

/** Links that are signed: whoever holds one may do what its ticket says. Each kind has a secret of its own. */
export interface SignedLinks<T> {
  /** The same for the same ticket. */
  to(ticket: T): Promise<string>;
  /** `forged`: it was not signed here as one of this kind, or is none at all. `expired`: its time is over. */
  read(text: string): Promise<T | "forged" | "expired">;
}

/** The links in mails by which readers say what they are told. */
export type Links = SignedLinks<Ticket>;

/** Those to the pages of rollouts. */
export type PageLinks = SignedLinks<PageTicket>;

export interface Confirmations {
  /** Has its address asked, by a mail with a link, whether it wants that. */
  ask(subscription: Kept): Promise<void>;
}

/** What a change of who is told says of itself, for the record. */
export interface Audit {
  readonly at: Temporal.Instant;
  /** Who, in words: `ann (cli)`, `a link in a mail`. */
  readonly by: string;
  readonly what: "subscribed" | "confirmed" | "changed" | "ended" | "silenced" | "heard again" | "chosen";
}

/** Who is told because they, or somebody for them, have said so; and who is not. Every change is on record for a year. */
export interface ReaderStore {
  read(): Promise<Readers>;
  /**
   * The same of one subscription and its address alone: it costs no more where there are many. Of one of the configuration
   * (`team`) what was chosen for its address, of another what was made of it.
   */
  readOf(subscription: Pick<DigestReader, "id" | "address" | "team">): Promise<Readers>;
  save(subscription: Kept, audit: Audit): Promise<void>;
  /**
   * Silences it, unless it is silenced for the same reason already. Says as what it is silenced then. The same again is
   * the same, and on record once.
   */
  silence(silenced: Silenced, audit: Audit): Promise<Silenced>;
  /**
   * Silences it because of a mail that was sent to it at `sentAt`, unless it is silenced already, or was heard again
   * since. Says as what it is silenced then; undefined: it is told. The same again is the same, and on record once.
   */
  suspend(silenced: Silenced, sentAt: Temporal.Instant, audit: Audit): Promise<Silenced | undefined>;
  /** Has an address of the configuration told as somebody has chosen, whatever was chosen before. */
  choose(choice: Choice, audit: Audit): Promise<void>;
  /** Undone: the address is told again. */
  hear(address: Silenced["address"], audit: Audit): Promise<void>;
}
