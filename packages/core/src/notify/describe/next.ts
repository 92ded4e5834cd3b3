import { formatDuration } from "../../domain/duration.ts";
import type { EnvironmentPolicy } from "../../domain/policy.ts";
import type { Temporal } from "../../domain/temporal.ts";
import { join, on, say, strong, type Text } from "../text.ts";
import { environmentsAfter, type Reader } from "./shared.ts";

/** What follows when an environment lets the image pass; `atTheEnd` if it is the last. `date`: of the next, where it is known. */
export function whatFollows(
  reader: Reader,
  service: string,
  environment: string,
  atTheEnd: Text,
  date?: Temporal.Instant,
): Text {
  const after = environmentsAfter(reader, environment);
  if (!after) return say`What comes next is not known: the configuration no longer has ${environment} of ${service}.`;
  const [following] = after;
  return following ? turnOf(following, environment, date) : atTheEnd;
}

/** When the environment after one that has just succeeded has its turn, and why then, as far as the configuration tells. */
function turnOf(environment: EnvironmentPolicy, before: string, date: Temporal.Instant | undefined): Text {
  const { name, approval, delay, soak, windows, timezone } = environment;
  const conditions: Text[] = [
    ...(delay.blank ? [] : [say`not before ${formatDuration(delay)} after publication`]),
    ...(soak.blank ? [] : [say`once the image has run in ${before} for ${formatDuration(soak)}`]),
    ...(windows.length === 0 ? [] : [say`in the window ${windows.map(({ text }) => text).join(", ")} (${timezone})`]),
  ];
  const when = date ? say` ${on(date)}` : say``;
  const asked = approval ? ", if somebody has approved it" : "";
  if (conditions.length > 0) return say`${strong(name)} comes next${when}${asked}: ${join(conditions, ", ")}.`;
  return say`${strong(name)} comes next${date ? when : ", as soon as nothing else is under way there"}${asked}.`;
}
