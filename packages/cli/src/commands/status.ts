import type { Policy, ServicePolicy } from "@ami-refresh/core/domain/policy.ts";
import type { Track } from "@ami-refresh/core/domain/rollout/state.ts";
import { deployed } from "../account/deployment.ts";
import type { StatusOptions } from "../options.ts";
import { servicesIn } from "../servicesIn.ts";
import { writeStatus } from "../statusText.ts";
import type { Terminal } from "../terminal.ts";

export interface ServiceStatus {
  readonly service: ServicePolicy;
  /** One for each family. */
  readonly tracks: readonly Track[];
}

/**
 * Says how far the rollouts of the services are, and what they wait for. Changes nothing.
 * @throws Unreachable, NotDeployed
 */
export async function status(policy: Policy, options: StatusOptions, terminal: Terminal): Promise<number> {
  const services = servicesIn(policy, options, "");
  const { stage, tracks, now } = await deployed(policy, options, terminal);
  const statuses = await Promise.all(
    services.map(async (service): Promise<ServiceStatus> => {
      const saved = await Promise.all(service.families.map((family) => tracks.load(service.name, family)));
      return { service, tracks: saved.map(({ track }) => track) };
    }),
  );
  if (options.json)
    terminal.out(`${JSON.stringify({ ok: true, stage, now, services: statuses.map(asJson) }, null, 2)}\n`);
  else terminal.out(writeStatus(statuses, now, terminal));
  return 0;
}

/** Instants write themselves as ISO strings. */
const asJson = ({ service, tracks }: ServiceStatus) => ({
  service: service.name,
  team: service.team,
  tracks: tracks.map(({ family, pauses = [], rollouts }) => ({ family, pauses, rollouts })),
});
