import type { GroupProgress } from "../../domain/rollout/state.ts";
import type { Row } from "../message.ts";
import { code, say, type Text } from "../text.ts";
import { writeSpan } from "../times.ts";
import { reason } from "./shared.ts";

/** A group with what became of it. */
export function groupRow(group: GroupProgress): Row {
  return { name: group.name, value: outcome(group), notes: [...fromTo(group), ...why(group)] };
}

function outcome(group: GroupProgress): Text {
  switch (group.status) {
    case "succeeded":
      return say`refreshed in ${writeSpan(group.startedAt, group.endedAt)}`;
    case "failed":
      return group.refreshId ? say`failed` : say`not started; the group is as it was`;
    case "rolled-back":
      return say`failed, rolled back`;
    case "left":
      return say`left as it was`;
    case "running":
      return say`still being refreshed`;
    case "pending":
    case "waiting":
      return say`not started`;
  }
}

function fromTo({ from, to }: GroupProgress): Text[] {
  if (!to) return [];
  return [from ? say`${code(from)} → ${code(to)}` : say`→ ${code(to)}`];
}

const why = (group: GroupProgress): Text[] => ("reason" in group ? [say`${reason(group.reason)}`] : []);
