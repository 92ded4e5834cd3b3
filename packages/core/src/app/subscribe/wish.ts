import { suggest } from "../../config/closest.ts";
import { digestPattern, paceOf, quietPattern, quietProblem } from "../../config/pace.ts";
import type { Wrong } from "../../config/problem.ts";
import type { Policy } from "../../domain/policy.ts";
import type { Kept } from "../../domain/subscription/kept.ts";
import { isSlackUser, severities } from "../../domain/subscription.ts";
import { type EventType, eventTypes } from "../../events.ts";

/** What a person wants to be told, in their words. */
export interface Wish {
  readonly address: { readonly channel: "slack" | "email"; readonly to: string };
  /** What Slack calls the channel, without `#`, where that is known beside its id. */
  readonly channelName?: string;
  /** Who asks, for the record. */
  readonly by: string;
  readonly services?: readonly string[];
  readonly environments?: readonly string[];
  readonly families?: readonly string[];
  readonly events?: readonly string[];
  readonly severity?: string;
  /** `immediately`, `hourly`, `daily 09:00` */
  readonly digest?: string;
  /** `22:00-07:00` */
  readonly quiet?: string;
  /** Absent: the configuration's. */
  readonly timezone?: string;
}

type Read = Pick<Kept, "address" | "channelName" | "filter" | "pace" | "timezone">;

/** The same in the words of the domain, or all that is wrong with it. */
export function wishOf(policy: Policy, wish: Wish): Read | { readonly wrong: readonly Wrong[] } {
  const { address, channelName, services, environments, families, events, digest, quiet } = wish;
  const { severity, timezone = policy.timezone } = wish;
  const named = (what: string, names: readonly string[] | undefined, known: readonly string[]): Wrong[] =>
    (names ?? []).flatMap((name) =>
      known.includes(name)
        ? []
        : [suggest(`there is no ${what} \`${name}\``, name, known, `there are ${known.join(", ")}`)],
    );
  const wrong: Wrong[] = [
    ...addressProblem(address),
    ...named("service", services, Object.keys(policy.services)),
    ...named("environment", environments, policy.environments),
    ...named("family", families, Object.keys(policy.families)),
    ...named("event", events, eventTypes),
    ...named("severity", severity === undefined ? undefined : [severity], severities),
    ...formProblem(digest, digestPattern, "immediately, hourly or a time such as `daily 09:00`"),
    ...quietProblems(quiet),
    ...(isZone(timezone)
      ? []
      : [{ message: `there is no time zone \`${timezone}\``, remedy: "name one as Europe/London" }]),
  ];
  if (wrong.length > 0) return { wrong };
  return {
    address,
    ...(channelName !== undefined && { channelName }),
    timezone,
    filter: {
      ...(services && { services: [...services] }),
      ...(environments && { environments: [...environments] }),
      ...(families && { families: [...families] }),
      // Each was looked up above.
      ...(events && { events: events as EventType[] }),
      ...(severity !== undefined && { severity: severity as (typeof severities)[number] }),
    },
    pace: paceOf({ ...(digest !== undefined && { digest }), ...(quiet !== undefined && { quiet }) }),
  };
}

const email = /^[^\s,;:<>"()[\]@]+@[^\s,;:<>"()[\]@]+\.[^\s,;:<>"()[\]@.]+$/;
const channel = /^(#[^\s#@,]{1,80}|[CG][A-Z0-9]{7,})$/;

function addressProblem({ channel: kind, to }: Wish["address"]): Wrong[] {
  if (kind === "email") {
    return email.test(to) && to.length <= 254
      ? []
      : [{ message: `\`${to}\` is no mail address`, remedy: "give one as ana@example.com" }];
  }
  return isSlackUser(to) || channel.test(to)
    ? []
    : [{ message: `\`${to}\` is neither a channel of Slack nor a user's id`, remedy: "give #channel, or U012AB3CD" }];
}

const formProblem = (text: string | undefined, form: RegExp, expected: string): Wrong[] =>
  text === undefined || form.test(text)
    ? []
    : [{ message: `\`${text}\` is not understood`, remedy: `say ${expected}` }];

function quietProblems(quiet: string | undefined): Wrong[] {
  const wrong = formProblem(quiet, quietPattern, "hours such as 22:00-07:00");
  const problem = quiet === undefined || wrong.length > 0 ? undefined : quietProblem(quiet);
  return [...wrong, ...(problem ? [problem] : [])];
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
