import type { Freeze } from "../domain/policy.ts";
import { listOf } from "./leaves.ts";
import { readMoment } from "./moment.ts";
import type { Finding } from "./problem.ts";
import type { Written, WrittenFreeze } from "./schema.ts";

interface Concerned {
  readonly service: string;
  readonly team: string;
  readonly environment: string;
}

/** The freezes that concern a service's environment, by start. */
export function freezesOf(written: Written, { service, team, environment }: Concerned): Freeze[] {
  return (written.freezes ?? [])
    .filter(
      (freeze) =>
        concerns(freeze.environments, environment) &&
        concerns(freeze.services, service) &&
        concerns(freeze.teams, team),
    )
    .flatMap((freeze) => toFreeze(freeze, written.timezone ?? "UTC") ?? [])
    .sort((a, b) => a.from.epochMilliseconds - b.from.epochMilliseconds);
}

const concerns = (only: string | readonly string[] | undefined, name: string): boolean =>
  only === undefined || listOf(only).includes(name);

/** Undefined where one of its ends is no date, which checkFreezes tells. */
function toFreeze({ from, to, reason }: WrittenFreeze, timezone: string): Freeze | undefined {
  const [start, end] = [readMoment(from, "from", timezone), readMoment(to, "to", timezone)];
  return start && end && { from: start, to: end, reason };
}

/** Dates that are none, and freezes that end before they begin. */
export function checkFreezes(written: Written): Finding[] {
  const timezone = written.timezone ?? "UTC";
  return (written.freezes ?? []).flatMap((freeze, i): Finding[] => {
    const findings = (["from", "to"] as const)
      .filter((edge) => readMoment(freeze[edge], edge, timezone) === undefined)
      .map((edge): Finding => {
        const message = `there is no such date or time as ${freeze[edge]}`;
        return { path: ["freezes", i, edge], of: "value", message, remedy: "look at a calendar" };
      });
    const read = toFreeze(freeze, timezone);
    if (!read || read.from.epochMilliseconds < read.to.epochMilliseconds) return findings;
    return [
      {
        path: ["freezes", i, "to"],
        of: "value",
        message: `${freeze.to} is not after ${freeze.from}`,
        remedy: "exchange from and to, or correct the year",
      },
    ];
  });
}
