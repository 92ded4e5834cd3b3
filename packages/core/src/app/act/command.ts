import { closest, didYouMean, suggest } from "../../config/closest.ts";
import type { Wrong } from "../../config/problem.ts";
import type { Policy } from "../../domain/policy.ts";
import type { Asked } from "../../notify/asked.ts";
import { optionsIn } from "./options.ts";
import type { Stopping } from "./stopping.ts";
import { readSubscribing, type Subscribing } from "./subscribing/read.ts";
import { restFrom, unescaped, type Word, wordsIn } from "./words.ts";

/** What `/ami` can be asked. */
export type Command =
  | { readonly verb: "help" }
  | { readonly verb: "status" | "plan"; readonly service?: string }
  | Subscribing
  | Stopping
  | Exclude<Asked, { readonly asked: string }>;

export const commandVerbs = [
  "status",
  "plan",
  "approve",
  "decline",
  "pause",
  "resume",
  "cancel",
  "roll-back",
  "subscribe",
  "unsubscribe",
  "subscriptions",
  "help",
] as const;

/** What stands for every service. It must be said: a service's name with a slip in it is not to stop everything. */
const everything = "everything";

/** What was written after `/ami`, or what is wrong with it, with what was probably meant. */
export function readCommand(written: string, policy: Policy): Command | { readonly wrong: Wrong } {
  const text = unescaped(written);
  const words = wordsIn(text);
  const [first] = words;
  if (!first) return { verb: "help" };
  const verb = commandVerbs.find((known) => known === first.text.toLowerCase());
  switch (verb) {
    case undefined:
      return { wrong: suggest(`I do not know \`${first.text}\``, first.text, commandVerbs, "say `help`") };
    case "help":
      return { verb };
    case "status":
    case "plan":
      return words[1] ? onService(policy, words[1], ({ service }) => ({ verb, service })) : { verb };
    case "approve":
    case "decline":
    case "cancel":
    case "roll-back":
      return aboutImage(verb, text, words, policy);
    case "pause":
      return pause(text, words, policy);
    case "resume":
      return pauseOrResume(verb, text, words, policy);
    case "subscribe":
    case "unsubscribe":
    case "subscriptions":
      return readSubscribing(verb, words.slice(1), policy);
  }
}

type OnImage = Extract<Command, { readonly environment: string }>["verb"] &
  ("approve" | "decline" | "cancel" | "roll-back");

function aboutImage(verb: OnImage, text: string, words: readonly Word[], policy: Policy) {
  const [, service, environment, image] = words;
  if (!service || !environment)
    return wrong(`\`${verb}\` takes a service and an environment`, `${verb} SERVICE ENVIRONMENT`);
  return onService(policy, service, (found): Command | { wrong: Wrong } => {
    const names = found.environments;
    if (!names.includes(environment.text)) {
      const message = `${found.service} has no environment \`${environment.text}\``;
      return { wrong: suggest(message, environment.text, names, `its environments are ${names.join(", ")}`) };
    }
    const named = image && /^ami-[0-9a-f]{8,17}$/.test(image.text) ? image.text : undefined;
    const comment = restFrom(words, named === undefined ? 3 : 4, text);
    if (isTooLong(comment)) return tooLong;
    if ((verb === "cancel" || verb === "roll-back") && (comment?.length ?? 0) > mostInButton) return tooLongForButton;
    return {
      verb,
      service: found.service,
      environment: environment.text,
      ...(named !== undefined && { image: named }),
      ...(comment !== undefined && { reason: comment }),
    };
  });
}

/** When a pause ends by itself, as at a terminal. */
const pauseOptions = { until: "TIME", for: "DURATION" } as const;

/** A time is a word, or a date and a time of day; a duration may be in parts. What else there is, is the reason. */
function wordsOfEnd(name: string, words: readonly Word[]): number {
  const [first, second] = words;
  if (first?.quoted) return 1;
  if (name === "until") return dayPattern.test(first?.text ?? "") && clockPattern.test(second?.text ?? "") ? 2 : 1;
  const after = words.findIndex(({ text, quoted }) => quoted || !spanPattern.test(text));
  return after === -1 ? words.length : Math.max(1, after);
}
const dayPattern = /^(\d{4}-\d{2}-\d{2}|tomorrow)$/i;
const clockPattern = /^\d{1,2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?$/i;
const spanPattern = /^(\d+[wdhms])+$/;

function pause(text: string, words: readonly Word[], policy: Policy) {
  const read = optionsIn(words, pauseOptions, wordsOfEnd);
  if ("wrong" in read) return read;
  const loose = new Set(read.loose);
  // From the end on, so that what stands before is where it was.
  const without = words.reduceRight(
    (rest, word, index) =>
      loose.has(word) ? rest : rest.slice(0, word.at) + rest.slice(words[index + 1]?.at ?? text.length),
    text,
  );
  const options = [...read.given].map(([name, value]) => ` --${name} ${value}`).join("");
  const paused = pauseOrResume("pause", without, wordsIn(without), policy, options);
  return "wrong" in paused ? paused : { ...paused, ...Object.fromEntries(read.given) };
}

function pauseOrResume(
  verb: "pause" | "resume",
  text: string,
  words: readonly Word[],
  policy: Policy,
  options = "",
): Command | { wrong: Wrong } {
  const [, scope, second] = words;
  if (!scope) return wrong(`\`${verb}\` takes a service, or \`${everything}\``, `${verb} SERVICE`);
  if (scope.text === everything && !Object.hasOwn(policy.services, everything))
    return withReason(verb, {}, restFrom(words, 2, text), options);
  return onService(policy, scope, ({ service, environments }): Command | { wrong: Wrong } => {
    const named = second && !second.quoted ? second.text : undefined;
    if (named !== undefined && environments.includes(named)) {
      return withReason(verb, { service, environment: named }, restFrom(words, 3, text), options);
    }
    // A slip in the environment's name is not to hold up the whole service; a reason that looks like one is quoted.
    const meant = named === undefined ? undefined : closest(named, environments);
    if (meant !== undefined) {
      const { message } = didYouMean(`${service} has no environment \`${named}\``, meant);
      return { wrong: { message, remedy: "if it is a reason, put it in quotes" } };
    }
    return withReason(verb, { service }, restFrom(words, 2, text), options);
  });
}

function withReason(
  verb: "pause" | "resume",
  scope: { readonly service?: string; readonly environment?: string },
  reason: string | undefined,
  options: string,
): Command | { wrong: Wrong } {
  if (isTooLong(reason)) return tooLong;
  if (reason !== undefined) return { verb, ...scope, reason };
  if (verb === "resume") return { verb, ...scope };
  const what = [scope.service ?? everything, scope.environment].filter(Boolean).join(" ");
  return wrong("nobody would know why it is paused", `pause ${what} REASON${options}`);
}

/** As much as a message to a mailbox holds (domain/rollout/messages.ts). */
const isTooLong = (words: string | undefined) => (words?.length ?? 0) > 1000;
/** A button that asks once more holds the reason, which may take two characters for one, and has room for 2,000. */
const mostInButton = 500;
const tooLongForButton = {
  wrong: { message: "a reason to stop a refresh has 500 characters at most", remedy: "say it in fewer" },
};
const tooLong = { wrong: { message: "a reason has 1,000 characters at most", remedy: "say it in fewer" } };

const wrong = (message: string, usage: string) => ({ wrong: { message, remedy: `write \`/ami ${usage}\`` } });

interface Found {
  readonly service: string;
  readonly environments: readonly string[];
}

function onService<T>({ services }: Policy, { text }: Word, then: (found: Found) => T): T | { wrong: Wrong } {
  const found = Object.hasOwn(services, text) ? services[text] : undefined;
  if (found) return then({ service: found.name, environments: found.environments.map(({ name }) => name) });
  const names = Object.keys(services);
  const remedy = names.length <= 20 ? `services are ${names.join(", ")}` : "see `/ami status`";
  return { wrong: suggest(`there is no service \`${text}\``, text, [...names, everything], remedy) };
}
