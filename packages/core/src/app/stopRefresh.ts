import type { Command, Input } from "../domain/rollout/messages.ts";
import { type InspectRefreshPorts, inspectRefresh } from "./inspectRefresh.ts";

type Stop = Extract<Command, { kind: "cancel-refresh" | "roll-back-refresh" }>;

/**
 * Cancels a refresh or has AWS roll it back, and answers with how it stands then. AWS stops whatever refresh is active in
 * a group, so it is asked beforehand whether that is still the one meant.
 */
export async function stopRefresh(ports: InspectRefreshPorts, command: Stop): Promise<Input[]> {
  const { kind, environment, image, group, refreshId } = command;
  const known = await ports.refreshes.describe(group, refreshId);
  const answer =
    known && mayBeStopped.has(known.status)
      ? await (kind === "cancel-refresh" ? ports.refreshes.cancel(group) : ports.refreshes.rollBack(group))
      : { outcome: "over" as const };
  if (answer.outcome === "refused") {
    return [{ kind: "stop-refused", environment, image, group, refreshId, reason: answer.reason }];
  }
  const report = await inspectRefresh(ports, { group, refreshId });
  return report ? [{ kind: "refresh-inspected", environment, image, report }] : [];
}

/** Not one that is stopped already. */
const mayBeStopped: ReadonlySet<string> = new Set(["Pending", "InProgress", "Baking"]);
