import type { GroupProgress } from "../../domain/rollout/state.ts";
import { groupPage } from "../awsConsole.ts";
import type { Row } from "../message.ts";
import { code, say, type Text } from "../text.ts";
import { writeSpan } from "../times.ts";
import { type Reader, reason } from "./shared.ts";

/** A long list has no room for addresses. */
const mostLinked = 12;

/** Groups with what became of each, and why. */
export const groupRows = (groups: readonly GroupProgress[], { region }: Reader): Row[] =>
  groups.map((group) => {
    const isGone = group.status === "left" && group.why === "not-found";
    const href = groups.length > mostLinked || isGone ? undefined : groupPage(region, group.name);
    return { ...groupRow(group), ...(href !== undefined && { href }) };
  });

/** Groups by name alone. */
export const namedGroups = (names: readonly string[], { region }: Reader): Row[] =>
  names.map((name) => {
    const href = names.length > mostLinked ? undefined : groupPage(region, name);
    return { name, value: [], notes: [], ...(href !== undefined && { href }) };
  });

/** A group with what became of it and why. */
function groupRow(group: GroupProgress): Row {
  const why = "reason" in group ? say`: ${reason(group.reason)}` : [];
  return { name: group.name, value: say`${outcome(group)}${why}`, notes: fromTo(group) };
}

function outcome(group: GroupProgress): string {
  switch (group.status) {
    case "succeeded":
      return `refreshed in ${writeSpan(group.startedAt, group.endedAt)}`;
    case "failed":
      return group.refreshId ? "failed" : "could not be started";
    case "rolled-back":
      return "failed, rolled back";
    case "left":
      return "left as it was";
    case "running":
      return "still being refreshed";
    case "pending":
    case "waiting":
      return "not started";
  }
}

function fromTo({ from, to }: GroupProgress): Text[] {
  if (!to) return [];
  return [from ? say`${code(from)} → ${code(to)}` : say`→ ${code(to)}`];
}
