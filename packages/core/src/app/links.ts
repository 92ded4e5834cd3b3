import type { Policy } from "../domain/policy.ts";
import { choiceFor } from "../domain/subscription/choice.ts";
import { type Choice, type Kept, type Readers, type Silenced, silencedAs } from "../domain/subscription/kept.ts";
import { subscriptionsOf } from "../domain/subscription/subscriptionsOf.ts";
import type { Ticket } from "../domain/subscription/ticket.ts";
import { isAt, type Subscription } from "../domain/subscription.ts";
import { Temporal } from "../domain/temporal.ts";
import type { Audit, Bus, Clock, Links, Log, ReaderStore } from "../ports.ts";
import { choose } from "./choose.ts";
import { hearAgain } from "./hearAgain.ts";
import { silence, unheardText } from "./silence.ts";

export interface LinkPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly links: Links;
  readonly readers: ReaderStore;
  readonly bus: Bus;
}

export interface LinkRequest {
  readonly method: string;
  /** The ticket in the link. */
  readonly ticket: string;
  /** What a form has sent. */
  readonly form: Readonly<Record<string, string>>;
}

/** What is shown to who has followed a link. */
export type Page =
  | { readonly kind: "wrong"; readonly why: "forged" | "expired" | "gone" | "method" | "unclear" }
  | { readonly kind: "confirm"; readonly subscription: Kept; readonly done: boolean }
  | {
      readonly kind: "reader";
      readonly to: string;
      /** Why and since when it is told nothing. */
      readonly silenced?: Silenced;
      /** What the configuration says. */
      readonly configured: readonly Subscription[];
      /** What was chosen beside it. */
      readonly choice?: Choice;
      /** What they, or somebody for them, have said. */
      readonly own: readonly Kept[];
      /** What was done just now. */
      readonly done?: string;
    };

/**
 * Answers a link in a mail. Looking changes nothing: programs that examine mails follow links too. Only a form that is
 * sent does something, and so does the one-click request of a mail program (RFC 8058).
 */
export async function answerLink(ports: LinkPorts, policy: Policy, request: LinkRequest): Promise<Page> {
  const ticket = await ports.links.read(request.ticket);
  if (ticket === "forged" || ticket === "expired") return wrong(ports, ticket);
  if (request.method !== "GET" && request.method !== "POST") return { kind: "wrong", why: "method" };
  const wants = request.method === "POST" ? request.form : undefined;
  return ticket.for === "confirm" ? confirm(ports, policy, ticket, wants) : reader(ports, policy, ticket, wants);
}

function wrong(ports: LinkPorts, why: Extract<Page, { kind: "wrong" }>["why"]): Page {
  ports.log.info(`a link was not answered: ${why}`, { why });
  return { kind: "wrong", why };
}

async function confirm(
  ports: LinkPorts,
  policy: Policy,
  ticket: Ticket,
  form: LinkRequest["form"] | undefined,
): Promise<Page> {
  const { subscriptions } = await ports.readers.read();
  const found = subscriptions.find(({ id }) => id === ticket.subscription);
  if (!found) return wrong(ports, "gone");
  if (form && form.do !== "confirm") return wrong(ports, "unclear");
  if (form === undefined || found.status === "active") {
    return { kind: "confirm", subscription: found, done: found.status === "active" };
  }
  const subscription: Kept = { ...found, status: "active" };
  await ports.readers.save(subscription, audit(ports, "confirmed"));
  // Whoever confirms wants to be told, whatever they said before.
  await hearAgain(ports, policy, found.address, audit(ports, "heard again"));
  ports.log.info("a link in a mail: confirmed", { subscription: found.id, to: found.address.to });
  return { kind: "confirm", subscription, done: true };
}

const audit = ({ clock }: LinkPorts, what: Audit["what"]): Audit => ({ at: clock.now(), by: "a link in a mail", what });

async function reader(
  ports: LinkPorts,
  policy: Policy,
  { address }: Ticket,
  form: LinkRequest["form"] | undefined,
): Promise<Page> {
  const wish = form && wishIn(form);
  if (form && (!wish || !isUnderstood(wish, form))) return wrong(ports, "unclear");
  const done = form && wish && (await act(ports, policy, address, wish, form));
  if (done !== undefined) ports.log.info(`a link in a mail: ${done}`, { to: address.to });
  const known = await ports.readers.read();
  const silenced = silencedAs(known, address);
  const choice = choiceFor(known, address);
  return {
    kind: "reader",
    to: address.to,
    ...(silenced && { silenced }),
    configured: subscriptionsOf(policy).filter((one) => isAt(one, address)),
    ...(choice && { choice }),
    own: known.subscriptions.filter((one) => isAt(one, address)),
    ...(done !== undefined && { done }),
  };
}

const wishes = ["unsubscribe", "hear", "choose", "end", "change"] as const;
type Wish = (typeof wishes)[number];

/** Absent: nothing that we know, and whoever sent it must not believe that it was done. */
const wishIn = (form: LinkRequest["form"]): Wish | undefined =>
  form["List-Unsubscribe"] === "One-Click" ? "unsubscribe" : wishes.find((wish) => wish === form.do);

/** What a form may choose; what it leaves out stays. */
const choosable: Readonly<Partial<Record<Wish, Readonly<Record<"severity" | "digest", readonly string[]>>>>> = {
  choose: { severity: ["configured", "failure"], digest: ["configured", "now", "hourly", "daily"] },
  change: { severity: ["all", "failure", "kept"], digest: ["now", "hourly", "daily", "kept"] },
};

function isUnderstood(wish: Wish, { severity, digest }: LinkRequest["form"]): boolean {
  const known = choosable[wish];
  if (!known) return true;
  return [[known.severity, severity] as const, [known.digest, digest] as const].every(
    ([choices, chosen]) => chosen === undefined || choices.includes(chosen),
  );
}

/** What was done; absent, where that is nothing: the subscription is not there any more, or all was so before. */
async function act(
  ports: LinkPorts,
  policy: Policy,
  address: Ticket["address"],
  wish: Wish,
  form: LinkRequest["form"],
): Promise<string | undefined> {
  if (wish === "unsubscribe") {
    const teams = await silence(ports, policy, address, audit(ports, "silenced"));
    if (teams.length > 0) ports.log.warn(unheardText(teams), { to: address.to, teams });
    return "You are told nothing any more.";
  }
  if (wish === "hear") {
    await hearAgain(ports, policy, address, audit(ports, "heard again"));
    return "You are told again.";
  }
  if (wish === "choose") {
    const { at, by } = audit(ports, "chosen");
    const held = choiceFor(await ports.readers.read(), address) ?? {};
    const chosen = await choose(ports, policy, { address, ...chosenIn(form, held), at, by });
    return chosen ? "Changed, for everybody who reads this address." : undefined;
  }
  const own = ownOf(await ports.readers.read(), address, form.id);
  if (!own) return undefined;
  if (wish === "end") {
    await ports.readers.save({ ...own, status: "ended" }, audit(ports, "ended"));
    return "That subscription has ended.";
  }
  const after = changed(own, form);
  if (JSON.stringify(after) === JSON.stringify(changed(own, {}))) return undefined;
  await ports.readers.save(after, audit(ports, "changed"));
  return "Changed.";
}

const ownOf = ({ subscriptions }: Readers, address: Ticket["address"], id: string | undefined) =>
  subscriptions.find((one) => one.id === id && isAt(one, address));

function changed(own: Kept, form: LinkRequest["form"]): Kept {
  const { severity: severityBefore, ...filter } = own.filter;
  const { digest: digestBefore, ...pace } = own.pace;
  // What cannot be chosen here stays, and so does `info`, which is everything by mail.
  const before = { ...(digestBefore !== undefined && { digest: digestBefore }) };
  const isAll = form.severity === "all" && severityBefore !== "info";
  const { severity = isAll ? undefined : severityBefore, digest } = chosenIn(form, before);
  return {
    ...own,
    filter: { ...filter, ...(severity !== undefined && { severity }) },
    pace: { ...pace, ...(digest !== undefined && digest !== "immediately" && { digest }) },
  };
}

type Chosen = Pick<Choice, "severity" | "digest">;
const digests: Readonly<Record<string, Chosen>> = {
  configured: {},
  now: { digest: "immediately" },
  hourly: { digest: "hourly" },
  daily: { digest: { daily: new Temporal.PlainTime(9) } },
};
const severities: Readonly<Record<string, Chosen>> = { configured: {}, failure: { severity: "failure" } };

/** How much and how often: what is not among the choices stays as it was. */
function chosenIn(form: LinkRequest["form"], { severity, digest }: Chosen): Chosen {
  return {
    ...(severities[form.severity ?? ""] ?? (severity && { severity })),
    ...(digests[form.digest ?? ""] ?? (digest && { digest })),
  };
}
