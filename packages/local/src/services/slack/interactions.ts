import { randomUUID } from "node:crypto";
import { signatureOf } from "@ami-refresh/core/adapters/slackSignature.ts";
import type { RegionClock } from "../../clock.ts";
import type { Slack } from "../slack.ts";
import { channelId } from "../slackChannels.ts";
import { type Answering, buttonIn, commandForm, type Pressed, pressForm } from "./payloads.ts";
import type { SlackPerson } from "./people.ts";
import { type EphemeralMessage, slackResponses } from "./responses.ts";

export interface InteractionsOptions {
  readonly slack: Pick<Slack, "messages" | "enter">;
  readonly people: readonly SlackPerson[];
  readonly clock: Pick<RegionClock, "now" | "hold">;
  /** Where the app takes what people do, as its manifest says; undefined: it takes nothing. */
  readonly requestUrl: string | undefined;
  readonly signingSecret: string;
  /** Where the app answers: all addresses begin so. */
  readonly responsesUrl: string;
}

/** What became of it; `told`: what Slack itself tells the person. */
export type Done = { readonly ok: true } | { readonly ok: false; readonly told: string };

export interface SlackInteractions {
  readonly people: readonly SlackPerson[];
  press(press: {
    readonly channel: string;
    readonly ts: string;
    readonly actionId: string;
    readonly user: string;
  }): Promise<Done>;
  /** `/ami` and the text after it. */
  command(command: { readonly channel: string; readonly text: string; readonly user: string }): Promise<Done>;
  /** Sends it signed, and says what the app answered; once: Slack does not repeat what people did. */
  send(form: URLSearchParams, signed?: { readonly at?: number; readonly secret?: string }): Promise<number>;
  /** An answer to one of the addresses that were given out. */
  respond(url: string, body: unknown): readonly [status: number, word: string];
  /** What only single persons were told. */
  ephemeral(): readonly EphemeralMessage[];
}

/** The people in the local Slack, and how they reach the app: as Slack sends and signs it, over HTTP. */
export function slackInteractions(options: InteractionsOptions): SlackInteractions {
  const { slack, people, clock, requestUrl } = options;
  const responses = slackResponses(options.responsesUrl, clock.now);

  async function send(
    form: URLSearchParams,
    { at = clock.now(), secret = options.signingSecret } = {},
  ): Promise<number> {
    if (requestUrl === undefined) return 404;
    const timestamp = String(Math.floor(at / 1000));
    const body = form.toString();
    const { status } = await fetch(requestUrl, {
      method: "POST",
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        "x-slack-request-timestamp": timestamp,
        "x-slack-signature": signatureOf(secret, timestamp, body),
      },
      body,
    });
    return status;
  }

  /** Time stands still until the app has it: a hurried clock would make the request an old one. */
  async function tell(
    form: (answering: { responseUrl: string; triggerId: string }) => URLSearchParams,
    channel: string,
    user: SlackPerson,
    ephemeral?: string,
  ): Promise<Done> {
    const release = clock.hold();
    try {
      const status = await send(
        form({ responseUrl: responses.open(channel, user, ephemeral), triggerId: randomUUID() }),
      );
      return status === 200 ? { ok: true } : { ok: false, told: `The app answered HTTP ${status}.` };
    } finally {
      release();
    }
  }

  /** What stands in the channel for everybody, or for the one person. */
  function messageAt(channel: string, ts: string, user: string): Pressed | undefined {
    const message = slack.messages().find((one) => one.channel === channel && one.ts === ts);
    if (message) return { ...message, isEphemeral: false };
    const own = responses.messages().find((one) => one.channel === channel && one.ts === ts && one.to.id === user);
    return own && { ...own, channelId: channelId(channel), isEphemeral: true };
  }

  const personWith = (id: string) => people.find((person) => person.id === id);
  const nobody: Done = { ok: false, told: "There is no such person." };

  return {
    people,
    async press({ channel, ts, actionId, user }) {
      const person = personWith(user);
      const message = messageAt(channel, ts, user);
      const button = message && buttonIn(message, actionId);
      if (!person) return nobody;
      if (!message || !button) return { ok: false, told: "The button is no longer there." };
      const form = (answering: Answering) => pressForm(person, message, button, answering);
      return tell(form, channel, person, message.isEphemeral ? ts : undefined);
    },
    async command({ channel, text, user }) {
      const person = personWith(user);
      slack.enter(channel);
      return person ? tell((answering) => commandForm(person, channel, text, answering), channel, person) : nobody;
    },
    send,
    respond: responses.take,
    ephemeral: responses.messages,
  };
}
