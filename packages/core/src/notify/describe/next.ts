import { formatDuration } from "../../domain/duration.ts";
import type { EnvironmentPolicy } from "../../domain/policy.ts";
import { join, say, strong, type Text } from "../text.ts";
import { environmentsAfter, type Reader } from "./shared.ts";

/** What follows when an environment lets the image pass; `atTheEnd` if it is the last. */
export function whatFollows(reader: Reader, service: string, environment: string, atTheEnd: Text): Text {
  const after = environmentsAfter(reader, environment);
  if (!after) return say`What comes next is not known: the configuration no longer has ${environment} of ${service}.`;
  const [following] = after;
  return following ? turnOf(following, environment) : atTheEnd;
}

/**
 * When the environment after one that has just succeeded has its turn, as far as the configuration tells. Dates were
 * told with the plan, and may have moved since.
 */
function turnOf(environment: EnvironmentPolicy, before: string): Text {
  const { name, delay, soak, windows, timezone } = environment;
  const conditions: Text[] = [
    ...(delay.blank ? [] : [say`not before ${formatDuration(delay)} after publication`]),
    ...(soak.blank ? [] : [say`once the image has run in ${before} for ${formatDuration(soak)}`]),
    ...(windows.length === 0 ? [] : [say`in the window ${windows.map(({ text }) => text).join(", ")} (${timezone})`]),
  ];
  if (conditions.length === 0) return say`${strong(name)} comes next, as soon as nothing else is under way there.`;
  return say`${strong(name)} comes next: ${join(conditions, ", ")}.`;
}
