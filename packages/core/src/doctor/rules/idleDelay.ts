import { formatDuration } from "../../domain/duration.ts";
import type { EnvironmentPolicy, ServicePolicy } from "../../domain/policy.ts";
import { Temporal } from "../../domain/temporal.ts";
import type { Symptom } from "../finding.ts";
import type { Rule } from "../rule.ts";

/** Delays that other settings outlast: the environment never starts when its delay says. */
export const idleDelay: Rule = ({ policy }) => Object.values(policy.services).flatMap(symptomsOf);

function symptomsOf(service: ServicePolicy): Symptom[] {
  const symptoms: Symptom[] = [];
  let before: { readonly name: string; readonly earliest: Temporal.Duration } | undefined;
  for (const environment of service.environments) {
    const { delay, notice, soak, name } = environment;
    const promoted = before ? sum(before.earliest, soak) : none;
    const earliest = longest(delay, notice, promoted);
    const outlasted = !delay.blank && Temporal.Duration.compare(earliest, delay) > 0;
    if (outlasted) {
      const byNotice = Temporal.Duration.compare(notice, promoted) >= 0;
      symptoms.push({
        severity: "warning",
        about: { service: service.name, environment: name },
        what: `${name} starts ${formatDuration(earliest)} after publication at the earliest, not after its delay of ${formatDuration(delay)}: ${
          byNotice ? `its notice is ${formatDuration(notice)}` : afterPrevious(environment, before)
        }`,
        why: "whoever reads the delay expects images earlier than they come",
        remedy: byNotice
          ? `make the notice ${formatDuration(delay)} or less, or the delay ${formatDuration(earliest)}`
          : `make the delay ${formatDuration(earliest)}, or shorten ${before?.name} or the soak`,
      });
    }
    before = { name, earliest };
  }
  return symptoms;
}

function afterPrevious(
  { soak }: EnvironmentPolicy,
  before: { readonly name: string; readonly earliest: Temporal.Duration } | undefined,
): string {
  const soaking = soak.blank ? "" : `, and the image soaks there for ${formatDuration(soak)}`;
  return before ? `${before.name} starts after ${formatDuration(before.earliest)} itself${soaking}` : "";
}

const none = new Temporal.Duration();

/** Durations of the configuration are exact time, in hours and smaller. */
const sum = (a: Temporal.Duration, b: Temporal.Duration): Temporal.Duration => a.add(b);
const longest = (...durations: readonly Temporal.Duration[]): Temporal.Duration =>
  durations.reduce((a, b) => (Temporal.Duration.compare(a, b) >= 0 ? a : b));
