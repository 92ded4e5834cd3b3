import { type PlannedStep, planRollout } from "@ami-refresh/core/domain/plan.ts";
import type { Policy, ServicePolicy } from "@ami-refresh/core/domain/policy.ts";
import type { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import type { PlanOptions } from "../options.ts";
import { writePlans } from "../planText.ts";
import { servicesIn } from "../servicesIn.ts";
import type { Terminal } from "../terminal.ts";

export interface ServicePlan {
  readonly service: ServicePolicy;
  readonly steps: readonly PlannedStep[];
}

/** Says what would happen when, if an image of every family were published. Touches nothing. */
export function plan(policy: Policy, options: PlanOptions, terminal: Terminal): number {
  const publishedAt = options.at ?? terminal.now();
  const plans = servicesIn(policy, options, "--service").map((service) => ({
    service,
    steps: planRollout(service, publishedAt, publishedAt),
  }));
  terminal.out(options.json ? asJson(plans, publishedAt) : writePlans(plans, publishedAt, policy.timezone, terminal));
  return 0;
}

function asJson(plans: readonly ServicePlan[], publishedAt: Temporal.Instant): string {
  const services = plans.map(({ service, steps }) => ({
    service: service.name,
    team: service.team,
    families: service.families,
    timezone: service.timezone,
    // Instants write themselves as ISO strings.
    steps,
  }));
  return `${JSON.stringify({ publishedAt, services }, null, 2)}\n`;
}
