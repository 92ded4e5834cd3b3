import type { Policy } from "../domain/policy.ts";
import type { DomainEvent } from "../events.ts";
import { type NotifyPorts, notify } from "./notify.ts";

/**
 * Tells every team that an event concerns: the service's own, and of approvals those that may give them. A team that cannot
 * be told holds up no other. A channel that two teams share is told once.
 */
export async function notifyTeams(ports: NotifyPorts, policy: Policy, event: DomainEvent): Promise<void> {
  const errors: unknown[] = [];
  // One after the other: of a channel that they share, the second finds that it was told.
  for (const told of asToldTo(event, policy)) {
    try {
      await notify(ports, policy, told);
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length === 0) return;
  const [first, ...others] = errors;
  if (others.length === 0) throw first;
  throw new AggregateError(
    errors,
    errors.map((error) => (error instanceof Error ? error.message : String(error))).join("; "),
  );
}

/** The event once for each team, as if the service were its own. */
function asToldTo(event: DomainEvent, policy: Policy): DomainEvent[] {
  switch (event.type) {
    case "approval.wanted":
    case "approval.granted":
    case "approval.declined": {
      const { service, environment, team } = event.detail;
      const settings = policy.services[service]?.environments.find(({ name }) => name === environment);
      const asked = event.type === "approval.wanted" ? event.detail.teams : (settings?.approval?.teams ?? []);
      const others = asked.filter((name) => name !== team).map((name) => toldTo(event, name));
      return [event, ...others];
    }
    default:
      return [event];
  }
}

type Approval = Extract<DomainEvent, { type: `approval.${string}` }>;
const toldTo = (event: Approval, team: string): DomainEvent =>
  ({ ...event, detail: { ...event.detail, team } }) as DomainEvent;
