import type { RefreshReport } from "../domain/rollout/messages.ts";
import type { FailedActivity, Groups, Refreshes } from "../ports.ts";

export interface InspectRefreshPorts {
  readonly groups: Groups;
  readonly refreshes: Refreshes;
}

export interface InspectRefresh {
  readonly group: string;
  readonly refreshId: string;
}

/** How many different failures a report tells of. */
const told = 5;

/**
 * How a refresh goes, with the launches that failed since it began, in words. Undefined where AWS does not list it
 * (yet); where the group itself is gone, so is the refresh: that is a failure.
 */
export async function inspectRefresh(
  ports: InspectRefreshPorts,
  { group, refreshId }: InspectRefresh,
): Promise<RefreshReport | undefined> {
  const refresh = await ports.refreshes.describe(group, refreshId);
  if (!refresh) {
    if (await ports.groups.describe(group)) return undefined;
    return { group, refreshId, status: "Failed", reason: `the group ${group} is gone`, failedActivities: [] };
  }
  const { startedAt, desired: _, ...report } = refresh;
  // The common case is not worth another call.
  const failed =
    refresh.status === "Successful" || !startedAt ? [] : await ports.groups.failedActivities(group, startedAt);
  return { ...report, failedActivities: inWords(failed, refresh.reason) };
}

/**
 * Twenty launches that fail for one reason are told of once, with how many they were. The descriptions name an instance
 * each, so the messages are compared where there are any, and instances in them make no difference. What the refresh
 * itself gives as its reason is not said again.
 */
function inWords(activities: readonly FailedActivity[], said = ""): string[] {
  const alike = new Map<string, { readonly text: string; count: number }>();
  for (const { description, message } of activities) {
    const text = message ?? description;
    const reason = text.replace(/\bi-[0-9a-f]+\b/g, "i-…");
    const known = alike.get(reason);
    if (known) known.count++;
    else alike.set(reason, { text, count: 1 });
  }
  return [...alike.values()]
    .filter(({ text }) => !said.includes(text))
    .slice(0, told)
    .map(({ text, count }) => (count === 1 ? text : `${text} (× ${count})`));
}
