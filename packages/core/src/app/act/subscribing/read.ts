import { suggest } from "../../../config/closest.ts";
import type { Wrong } from "../../../config/problem.ts";
import type { Policy } from "../../../domain/policy.ts";
import type { Wish } from "../../subscribe/wish.ts";
import { optionsIn } from "../options.ts";
import type { Word } from "../words.ts";

/** What somebody wants of subscriptions: their own, or with `here` those of the channel in which they say it. */
export type Subscribing = { readonly here: boolean } & (
  | { readonly verb: "subscribe"; readonly wish: Omit<Wish, "address" | "channelName" | "by"> }
  | { readonly verb: "unsubscribe"; readonly id?: string }
  | { readonly verb: "subscriptions" }
);

/** The options of a wish, as the command line has them. */
export const wishOptions = {
  services: "NAME,…",
  environments: "NAME,…",
  families: "NAME,…",
  events: "NAME,…",
  severity: "NAME",
  digest: "WHEN",
  quiet: "HOURS",
  timezone: "ZONE",
} as const;
const options = { subscribe: wishOptions, unsubscribe: { id: "ID" }, subscriptions: {} } as const;

/** Not the speaker, but the channel. A service of that name is asked for with `--services`. */
const place = "here";

/** What stands after the verb, or what is wrong with it. Names of options are looked up when the wish is read. */
export function readSubscribing(
  verb: Subscribing["verb"],
  words: readonly Word[],
  policy: Policy,
): Subscribing | { wrong: Wrong } {
  const read = optionsIn(words, options[verb]);
  if ("wrong" in read) return read;
  const { loose, given } = read;
  const here = loose[0] !== undefined && !loose[0].quoted && loose[0].text.toLowerCase() === place;
  const names = loose.slice(here ? 1 : 0).flatMap(({ text }) => listed(text));
  const services = Object.keys(policy.services);
  const unknown = names.find((name) => verb !== "subscribe" || !services.includes(name));
  if (unknown !== undefined) return { wrong: unexpected(verb, unknown, services) };
  if (verb === "subscriptions") return { verb, here };
  const id = given.get("id");
  if (verb === "unsubscribe") return { verb, here, ...(id !== undefined && { id }) };
  return { verb, here, wish: wishIn(given, names) };
}

function wishIn(given: ReadonlyMap<string, string>, named: readonly string[]) {
  const list = (key: "services" | "environments" | "families" | "events") => {
    const value = given.get(key);
    const names = [...(key === "services" ? named : []), ...(value === undefined ? [] : listed(value))];
    return names.length === 0 ? {} : { [key]: names };
  };
  const text = (key: "severity" | "digest" | "quiet" | "timezone") => {
    const value = given.get(key);
    return value === undefined ? {} : { [key]: value };
  };
  return {
    ...list("services"),
    ...list("environments"),
    ...list("families"),
    ...list("events"),
    ...text("severity"),
    ...text("digest"),
    ...text("quiet"),
    ...text("timezone"),
  };
}

const listed = (text: string) => text.split(/[\s,]+/).filter((name) => name !== "");

function unexpected(verb: Subscribing["verb"], word: string, services: readonly string[]): Wrong {
  if (/^[#@]|@/.test(word)) {
    const message = `\`${word}\` cannot be named here: you speak for yourself, or for the channel in which you write`;
    return { message, remedy: `write \`/ami ${verb}\`, or there \`/ami ${verb} ${place}\`` };
  }
  if (verb !== "subscribe") return suggest(`\`${verb}\` takes no \`${word}\``, word, [place], `write \`/ami ${verb}\``);
  const remedy = services.length <= 20 ? `services are ${services.join(", ")}` : "see `/ami status`";
  return suggest(`there is no service \`${word}\``, word, [...services, place], remedy);
}
