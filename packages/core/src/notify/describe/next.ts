import { formatDuration } from "../../domain/duration.ts";
import type { EnvironmentPolicy } from "../../domain/policy.ts";
import { join, say, strong, type Text } from "../text.ts";

/**
 * When the environment after one that has just succeeded has its turn, as far as the configuration tells. Dates were
 * told with the plan, and may have moved since.
 */
export function turnOf(environment: EnvironmentPolicy, before: string): Text {
  const { name, delay, soak, windows, timezone } = environment;
  const conditions: Text[] = [
    ...(delay.blank ? [] : [say`not before ${formatDuration(delay)} after publication`]),
    ...(soak.blank ? [] : [say`once the image has run in ${before} for ${formatDuration(soak)}`]),
    ...(windows.length === 0 ? [] : [say`in the window ${windows.map(({ text }) => text).join(", ")} (${timezone})`]),
  ];
  if (conditions.length === 0) return say`${strong(name)} comes next, as soon as nothing else is under way there.`;
  return say`${strong(name)} comes next: ${join(conditions, ", ")}.`;
}
