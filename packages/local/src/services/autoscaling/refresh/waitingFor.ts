import type { Census } from "./census.ts";
import type { Fleet, RefreshPlan, RefreshState } from "./refresh.ts";

/** What holds the refresh up at the moment, in AWS's manner of saying it (StatusReason). */
export function waitingFor(plan: RefreshPlan, state: RefreshState, found: Census, fleet: Fleet, now: number): string {
  const available = (why: string) => `Waiting for remaining instances to be available. ${why}`;
  if (state.pausedUntil !== undefined && now < state.pausedUntil) {
    return `Checkpoint reached. Waiting until ${new Date(state.pausedUntil).toISOString()} before continuing.`;
  }
  if (!fleet.mayReplace)
    return "The Launch, the Terminate or the InstanceRefresh process of the Auto Scaling group is suspended.";
  const reject = found.rejects[0];
  if (reject) return available(`For example: ${reject.id} is unhealthy.`);
  if (fleet.lastLaunchFailure !== undefined && fleet.launchRetryAt !== undefined) {
    return available(`Launching failed: ${fleet.lastLaunchFailure}`);
  }
  const pending = found.updated.find((member) => member.inServiceAt === undefined);
  if (pending) {
    return available(`For example: ${pending.id} has insufficient data to evaluate its health with Amazon EC2.`);
  }
  const warming = found.updated.find((member) => !found.ready(member));
  if (warming) return `Waiting for instances to warm up before continuing. For example: ${warming.id} is warming up.`;
  const held = found.old.length === 0 ? found.waiting[0] : undefined;
  if (held?.lifecycle === "Standby") return available(`For example: ${held.id} is in Standby.`);
  if (held) {
    return available(`For example: ${held.id} is protected from scale in. Remove its protection to continue.`);
  }
  const leaving = found.old.length === 0 ? found.leaving[0] : undefined;
  if (leaving) return `Waiting for instances to terminate. For example: ${leaving.id} is terminating.`;
  return plan.minPercent >= 100
    ? available("New instances are launched before old ones are terminated.")
    : available("Instances are being replaced.");
}
