import { userInfo } from "node:os";
import { type Ending, endOf } from "@ami-refresh/core/app/operate/ending.ts";
import type { Request } from "@ami-refresh/core/app/operate.ts";
import type { Person } from "@ami-refresh/core/domain/rollout/state.ts";
import { Temporal } from "@ami-refresh/core/domain/temporal.ts";

export const verbs = ["approve", "decline", "cancel", "roll-back", "pause", "resume"] as const;
export type Verb = (typeof verbs)[number];
export const isVerb = (command: string): command is Verb => verbs.some((verb) => verb === command);

const stopping = {
  image: { type: "string" },
  reason: { type: "string" },
  yes: { type: "boolean" },
  by: { type: "string" },
} as const;

/** The options of the commands by which a person acts. */
export const flagsOfVerb = {
  approve: { image: { type: "string" }, comment: { type: "string" }, by: { type: "string" }, team: { type: "string" } },
  decline: { image: { type: "string" }, comment: { type: "string" }, by: { type: "string" }, team: { type: "string" } },
  cancel: stopping,
  "roll-back": stopping,
  pause: { reason: { type: "string" }, until: { type: "string" }, for: { type: "string" }, by: { type: "string" } },
  resume: { reason: { type: "string" }, by: { type: "string" } },
} as const;

type Given = ReadonlyMap<string, string>;

/** What a person wants done, or everything that is wrong with how it was said. */
export function requestOf(
  verb: Verb,
  [service, environment, ...unexpected]: readonly string[],
  given: Given,
): { request: Request } | { problems: string[] } {
  const problems = unexpected.map((argument) => `unexpected argument "${argument}"`);
  const by = personOf(given);
  if ("problem" in by) problems.push(by.problem);
  const ending = { ...text("until", given), ...text("for", given) };
  if (Object.keys(ending).length > 0) problems.push(...problemOf(ending));
  const reason = given.get("reason");
  const stops = verb === "cancel" || verb === "roll-back";
  if ((verb === "pause" || stops) && reason === undefined) problems.push(`no reason given: ${verb} takes --reason`);
  const image = given.get("image");
  if (image !== undefined && !/^ami-[0-9a-f]{8,17}$/.test(image)) {
    problems.push(`--image ${image}: expected the id of an AMI such as ami-0abc1234`);
  }
  const answers = verb === "approve" || verb === "decline";
  if ((answers || stops) && (service === undefined || environment === undefined)) {
    problems.push(`${verb} takes the name of a service and of an environment`);
  }
  if (problems.length > 0 || "problem" in by) return { problems };

  const { person } = by;
  if (stops) {
    const place = { service: service ?? "", environment: environment ?? "" };
    return {
      request: { verb, ...place, by: person, reason: reason ?? "", ...(image !== undefined && { image }) },
    };
  }
  if (answers) {
    return {
      request: {
        verb,
        service: service ?? "",
        environment: environment ?? "",
        by: person,
        ...(image !== undefined && { image }),
        ...text("comment", given),
      },
    };
  }
  const scope = {
    ...(service !== undefined && { service }),
    ...(environment !== undefined && { environment }),
    by: person,
  };
  if (verb === "resume") return { request: { verb, ...scope, ...text("reason", given) } };
  return { request: { verb, ...scope, reason: reason ?? "", ...ending } };
}

function text<K extends string>(key: K, given: Given): { [Key in K]?: string } {
  const value = given.get(key);
  return value === undefined ? {} : ({ [key]: value } as Record<K, string>);
}

/** `--by`, or who is signed in on this machine. */
export function personOf(given: Given): { person: Person } | { problem: string } {
  const name = given.get("by") ?? signedIn();
  if (name === undefined || name === "")
    return { problem: "nobody is signed in on this machine: say who you are with --by" };
  if (name.length > 128) return { problem: "--by: a name has 128 characters at most" };
  return { person: { name, kind: "cli", ...text("team", given) } };
}

function signedIn(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}

/** What is no end at all. Whether it is to come depends on a zone, and on the time there. */
function problemOf(ending: Ending): string[] {
  const end = endOf(ending, "UTC", Temporal.Instant.fromEpochMilliseconds(0));
  return "wrong" in end ? [`${end.wrong.message}: ${end.wrong.remedy}`] : [];
}
