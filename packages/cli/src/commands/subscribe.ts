import { choose } from "@ami-refresh/core/app/choose.ts";
import { hearAgain } from "@ami-refresh/core/app/hearAgain.ts";
import { subscribe, unsubscribe } from "@ami-refresh/core/app/subscribe.ts";
import { forStage } from "@ami-refresh/core/config/forStage.ts";
import type { Policy } from "@ami-refresh/core/domain/policy.ts";
import { asChosen, choiceFor } from "@ami-refresh/core/domain/subscription/choice.ts";
import { isSuspended, type Kept, silencedAs } from "@ami-refresh/core/domain/subscription/kept.ts";
import { subscriptionsOf } from "@ami-refresh/core/domain/subscription/subscriptionsOf.ts";
import type { Subscription } from "@ami-refresh/core/domain/subscription.ts";
import { hearCommand, shellWord } from "@ami-refresh/core/notify/shellWord.ts";
import { choiceWords, whatOf } from "@ami-refresh/core/notify/whatOf.ts";
import { deployed } from "../account/deployment.ts";
import { findings, wrongUsage } from "../exitCodes.ts";
import type { SubscribeOptions } from "../options.ts";
import type { Terminal } from "../terminal.ts";

/** What a command has come to: for people, for machines, and for the shell. */
interface Outcome {
  readonly text: string;
  readonly json: object;
  readonly code: number;
}

/**
 * Subscribes an address, unsubscribes it, has it told again, or lists who is told.
 * @throws Unreachable, NotDeployed
 */
export async function changeSubscriptions(
  written: Policy,
  options: SubscribeOptions,
  terminal: Terminal,
): Promise<number> {
  const deployment = await deployed(written, options, terminal);
  const { stage, now } = deployment;
  const ports = { ...deployment, clock: { now: () => now } };
  const outcome = await perform(ports, forStage(written, stage), options);
  if (options.json) terminal.out(`${JSON.stringify({ ok: outcome.code === 0, stage, ...outcome.json }, null, 2)}\n`);
  else if (outcome.code === 0) terminal.out(outcome.text);
  else terminal.err(outcome.text);
  return outcome.code;
}

type Ports = Parameters<typeof subscribe>[0] & Parameters<typeof unsubscribe>[0];

function perform(ports: Ports, policy: Policy, { command, request, by }: SubscribeOptions): Promise<Outcome> {
  const { address } = request;
  if (command === "subscriptions" || !address) return list(ports, policy, request.silenced);
  switch (command) {
    case "subscribe":
      return subscribed(ports, policy, { ...request.wish, address, by });
    case "unsubscribe":
      return unsubscribed(ports, policy, { address, by, ...(request.id !== undefined && { id: request.id }) });
    case "hear":
      return heard(ports, policy, address, by);
  }
}

async function subscribed(ports: Ports, policy: Policy, wish: Parameters<typeof subscribe>[2]): Promise<Outcome> {
  const answer = await subscribe(ports, policy, wish);
  const { to } = wish.address;
  switch (answer.outcome) {
    case "subscribed":
      return { text: `${to} is subscribed. ${whatOf(answer.subscription)}\n`, json: answer, code: 0 };
    case "asked":
      return {
        text: `${to} gets a mail with a link, and is subscribed when somebody has confirmed there within three days.\n${whatOf(answer.subscription)}\n`,
        json: answer,
        code: 0,
      };
    case "unchanged":
      return { text: `nothing was changed: ${answer.reason}\n`, json: answer, code: findings };
    case "refused": {
      const lines = answer.wrong.map(({ message, remedy }) =>
        remedy === undefined ? message : `${message}: ${remedy}`,
      );
      return { text: `${lines.join("\n")}\n`, json: answer, code: wrongUsage };
    }
  }
}

async function unsubscribed(ports: Ports, policy: Policy, what: Parameters<typeof unsubscribe>[2]): Promise<Outcome> {
  const answer = await unsubscribe(ports, policy, what);
  if (answer.outcome === "unchanged") {
    return { text: `nothing was changed: ${answer.reason}\n`, json: answer, code: findings };
  }
  const { channel, to } = what.address;
  const lines = [
    ...answer.ended.map((id) => `The subscription ${id} has ended.`),
    ...(answer.silenced
      ? [
          `${to} stands in the configuration, and is told nothing all the same. To have it told again: ${hearCommand(channel, to)}`,
        ]
      : []),
    ...answer.unheard.map((team) => `The team ${team} is told nothing any more: it has no other address.`),
  ];
  return { text: `${lines.join("\n")}\n`, json: answer, code: 0 };
}

/** Told again, and of all that the configuration says. */
async function heard(ports: Ports, policy: Policy, address: Kept["address"], by: string): Promise<Outcome> {
  const { readers, clock } = ports;
  const at = clock.now();
  const silenced = silencedAs(await readers.read(), address);
  if (silenced) await hearAgain(ports, policy, address, { at, by });
  const undone = await choose(ports, policy, { address, at, by });
  if (!silenced && !undone) {
    const reason = `${address.to} is not silenced`;
    return { text: `nothing was changed: ${reason}\n`, json: { outcome: "unchanged", reason }, code: findings };
  }
  // SES keeps a list of its own, and takes mail to an address on it without sending any.
  const unlist = `aws sesv2 delete-suppressed-destination --email-address ${shellWord(address.to)}`;
  const lines = [
    ...(silenced ? [`${address.to} is told again.`] : []),
    ...(undone ? [`${address.to} is told what the configuration says, and nothing else is chosen for it.`] : []),
    ...(isSuspended(silenced) ? [`If SES has it on its suppression list, take it off there too: ${unlist}`] : []),
  ];
  return { text: `${lines.join("\n")}\n`, json: { outcome: "heard", address }, code: 0 };
}

async function list({ readers }: Ports, policy: Policy, silencedOnly: boolean): Promise<Outcome> {
  const known = await readers.read();
  const { subscriptions, silenced } = known;
  const configured = silencedOnly ? [] : subscriptionsOf(policy);
  const own = silencedOnly ? [] : subscriptions;
  const lines = [
    ...configured.map((one) => {
      const choice = choiceFor(known, one.address);
      const chosen = choice ? `; chosen by ${choice.by} at ${choice.at}: ${choiceWords(choice)}` : "";
      return lineOf(asChosen(choice, one), `team ${one.team}${chosen}`);
    }),
    ...own.map((one) => lineOf(one, `${one.id}, by ${one.by}${one.status === "pending" ? ", not confirmed yet" : ""}`)),
    ...silenced.map(
      ({ address, why, at, by, reason }) =>
        `${address.to}  told nothing since ${at.toString({ smallestUnit: "second" })}: ${why}${by === undefined ? "" : ` by ${by}`}${reason === undefined ? "" : ` (${reason})`}`,
    ),
  ];
  const text = lines.length === 0 ? "Nobody.\n" : `${lines.join("\n")}\n`;
  return { text, json: { configured, own, silenced, choices: silencedOnly ? [] : known.choices }, code: 0 };
}

const lineOf = (one: Pick<Subscription, "address" | "filter" | "pace" | "timezone" | "team">, from: string) =>
  `${one.address.to}  ${whatOf(one)} (${from})`;
