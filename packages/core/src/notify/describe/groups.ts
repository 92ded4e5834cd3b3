import type { GroupProgress } from "../../domain/rollout/state.ts";
import { groupPage } from "../awsConsole.ts";
import type { Row } from "../message.ts";
import { code, count, say, some, type Text } from "../text.ts";
import { writeSpan } from "../times.ts";
import { type Reader, reason } from "./shared.ts";

/** A long list has no room for addresses. */
export const mostLinked = 12;
/** Of groups that share a row, so many are named. */
const mostNamed = 8;

/** Groups with what became of each, and why; those of which the same is to be said share a row. */
export function groupRows(groups: readonly GroupProgress[], { region }: Reader): Row[] {
  const rows = [...Map.groupBy(groups, told).values()];
  const linked = rows.length > mostLinked ? undefined : region;
  return rows.flatMap(([group, ...others]) => (group ? [groupRow(group, others, linked)] : []));
}

function groupRow(group: GroupProgress, others: readonly GroupProgress[], region: string | undefined): Row {
  const page = (name: string) => (isGone(group) ? undefined : groupPage(region, name));
  const value = say`${outcome(group, others.length > 0)}${why(group)}`;
  if (others.length > 0) {
    const all = [group, ...others].map(({ name }) => ({ name, href: page(name) }));
    return { name: count(all.length, "group"), value, notes: [some(all, mostNamed), ...fromTo(group)] };
  }
  const href = page(group.name);
  return { name: group.name, value, notes: fromTo(group), ...(href !== undefined && { href }) };
}

/** Groups by name alone. */
export const namedGroups = (names: readonly string[], { region }: Reader): Row[] =>
  names.map((name) => {
    const href = names.length > mostLinked ? undefined : groupPage(region, name);
    return { name, value: [], notes: [], ...(href !== undefined && { href }) };
  });

/** The same for groups of which the same is to be said. Only what has a reason is worth a comparison. */
const told = (group: GroupProgress): string => {
  const { from = "", to = "" } = group;
  return "reason" in group ? JSON.stringify([outcome(group, true), group.reason, from, to]) : group.name;
};

const isGone = (group: GroupProgress): boolean => group.status === "left" && group.why === "not-found";

const why = (group: GroupProgress): Text => ("reason" in group ? say`: ${reason(group.reason)}` : []);

/** Whether it has not taken the image, though it should have. */
export const isBroken = ({ status }: GroupProgress): boolean => status === "failed" || status === "rolled-back";

function outcome(group: GroupProgress, areMany: boolean): string {
  switch (group.status) {
    case "succeeded":
      return `refreshed in ${writeSpan(group.startedAt, group.endedAt)}`;
    case "failed":
      return group.refreshId ? "failed" : "could not be started";
    case "rolled-back":
      return "failed, rolled back";
    case "left":
      return areMany ? "left as they were" : "left as it was";
    case "running":
      return "still being refreshed";
    case "pending":
    case "waiting":
      return "not started";
  }
}

/** What it ran and was to run; of what was rolled back, what it runs in the end. */
function fromTo({ status, from, to }: GroupProgress): Text[] {
  if (status === "rolled-back") return from ? [say`back on ${code(from)}`] : [];
  if (!to) return [];
  return [from ? say`${code(from)} → ${code(to)}` : say`→ ${code(to)}`];
}
