import type { Wish } from "@ami-refresh/core/app/subscribe/wish.ts";

const address = { email: { type: "string" }, slack: { type: "string" } } as const;
const person = { by: { type: "string" } } as const;

/** The options of the commands about who is told. */
export const flagsOfSubscribing = {
  subscribe: {
    ...address,
    ...person,
    services: { type: "string" },
    environments: { type: "string" },
    families: { type: "string" },
    events: { type: "string" },
    severity: { type: "string" },
    digest: { type: "string" },
    quiet: { type: "string" },
    timezone: { type: "string" },
  },
  unsubscribe: { ...address, ...person, id: { type: "string" } },
  subscriptions: { silenced: { type: "boolean" } },
  hear: { ...address, ...person },
} as const;

export type Subscribing = keyof typeof flagsOfSubscribing;
export const isSubscribing = (command: string): command is Subscribing => Object.hasOwn(flagsOfSubscribing, command);

type Given = ReadonlyMap<string, string>;

export interface SubscribeRequest {
  /** Of every command but `subscriptions`. */
  readonly address?: Wish["address"];
  readonly id?: string;
  /** `subscriptions`: the addresses that are told nothing. */
  readonly silenced: boolean;
  readonly wish: Omit<Wish, "address" | "by">;
}

/** What is wanted, or all that is wrong with how it was said. */
export function subscribingIn(
  command: Subscribing,
  given: Given,
): { request: SubscribeRequest } | { problems: string[] } {
  const [email, slack] = [given.get("email"), given.get("slack")];
  if (command !== "subscriptions" && (email === undefined) === (slack === undefined)) {
    return { problems: [`${command} takes an address: --email ADDRESS, or --slack CHANNEL`] };
  }
  const list = (key: "services" | "environments" | "families" | "events") => {
    const names = given
      .get(key)
      ?.split(",")
      .map((name) => name.trim());
    return names === undefined ? {} : { [key]: names };
  };
  const text = (key: "severity" | "digest" | "quiet" | "timezone" | "id") => {
    const value = given.get(key);
    return value === undefined ? {} : { [key]: value };
  };
  return {
    request: {
      ...(email !== undefined && { address: { channel: "email", to: email } }),
      ...(slack !== undefined && { address: { channel: "slack", to: slack } }),
      ...text("id"),
      silenced: given.has("silenced"),
      wish: {
        ...list("services"),
        ...list("environments"),
        ...list("families"),
        ...list("events"),
        ...text("severity"),
        ...text("digest"),
        ...text("quiet"),
        ...text("timezone"),
      },
    },
  };
}
