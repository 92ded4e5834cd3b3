import type { GroupProgress } from "../../domain/rollout/state.ts";
import type { Row } from "../message.ts";
import { code, say, type Text } from "../text.ts";
import { writeSpan } from "../times.ts";
import { reason } from "./shared.ts";

/** A group with what became of it and why. */
export function groupRow(group: GroupProgress): Row {
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
