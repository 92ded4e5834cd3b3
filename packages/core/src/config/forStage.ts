import type {
  EnvironmentPolicy,
  GroupSelector,
  Policy,
  Sandbox,
  ServicePolicy,
  Team,
  TeamSubscription,
} from "../domain/policy.ts";

/** Stages that act on the groups that the configuration means. Every other one is a sandbox. */
const real: ReadonlySet<string> = new Set(["production", "local"]);

/** The key of the tag by which groups and launch templates are given to a sandbox; its value is the stage. */
export const stageTagKey = "ami-refresh:stage";

/**
 * The configuration as it holds in a stage. A sandbox touches nothing that does not carry its own tag, takes names of
 * groups with the stage in front (`dev-ana-ledger-prod-a`), and tells nobody but whom `sandbox` names.
 */
export function forStage(policy: Policy, stage: string): Policy {
  if (real.has(stage)) return policy;
  const { operators, sandbox = {}, ...rest } = policy;
  const { traces, publicConcurrency, members } = operators ?? {};
  const kept = {
    ...(traces !== undefined && { traces }),
    ...(publicConcurrency !== undefined && { publicConcurrency }),
    ...(members && { members }),
  };
  const email = sandbox.email === undefined ? [] : [sandbox.email];
  return {
    ...rest,
    sandbox,
    stageTag: { key: stageTagKey, value: stage },
    teams: mapped(policy.teams, (team) => inSandbox(team, sandbox)),
    services: mapped(policy.services, (service) => narrowed(service, stage)),
    ...((email.length > 0 || Object.keys(kept).length > 0) && { operators: { email, ...kept } }),
  };
}

function inSandbox(team: Team, sandbox: Sandbox): Team {
  const { slack, email, subscriptions, ...rest } = team;
  const kept = subscriptions?.flatMap((subscription) => subscriptionInSandbox(subscription, sandbox));
  return {
    ...rest,
    ...(kept && { subscriptions: kept }),
    ...(slack !== undefined && sandbox.slack !== undefined && { slack: sandbox.slack }),
    email: email.length > 0 && sandbox.email !== undefined ? [sandbox.email] : [],
  };
}

/** Nobody reads a topic or a webhook of a sandbox: what is behind them takes all for real. */
function subscriptionInSandbox(subscription: TeamSubscription, sandbox: Sandbox): TeamSubscription[] {
  const { channel } = subscription.address;
  const to = channel === "slack" || channel === "email" ? sandbox[channel] : undefined;
  return to === undefined ? [] : [{ ...subscription, address: { channel, to } }];
}

const narrowed = (service: ServicePolicy, stage: string): ServicePolicy => ({
  ...service,
  environments: service.environments.map(
    // Who reads parameters wants to know what the real groups run.
    ({ imageParameters: _, ...environment }): EnvironmentPolicy => ({
      ...environment,
      groups: groupsOf(environment.groups, stage),
    }),
  ),
});

function groupsOf(groups: GroupSelector, stage: string): GroupSelector {
  if (groups.by === "tags") return { by: "tags", tags: { ...groups.tags, [stageTagKey]: stage } };
  return { by: "name", names: groups.names.map((name) => `${stage}-${name}`) };
}

const mapped = <T>(record: Readonly<Record<string, T>>, change: (value: T) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
