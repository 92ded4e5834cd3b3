import { parseDuration } from "../domain/duration.ts";
import type { Family } from "../domain/family.ts";
import type {
  ApprovalPolicy,
  EnvironmentPolicy,
  Operators,
  Policy,
  RefreshPreferences,
  ServicePolicy,
  Team,
} from "../domain/policy.ts";
import { freezesOf } from "./freezes.ts";
import { selectorOf } from "./groups.ts";
import { launchTemplatesOf, serviceTag } from "./launchTemplates.ts";
import { environmentsOf, layersOf, mergedRefresh, pick } from "./layers.ts";
import { listOf } from "./leaves.ts";
import { membersOf } from "./members.ts";
import { parameterName } from "./parameters.ts";
import type { Settings, Written, WrittenService } from "./schema.ts";
import { subscriptionsIn } from "./subscriptions.ts";
import { type ReadWindows, windowReader } from "./windows.ts";

/** Applies every default. The configuration has to be free of problems. */
export function toPolicy(written: Written): Policy {
  const timezone = written.timezone ?? "UTC";
  const windowsOf = windowReader();
  return {
    timezone,
    families: mapped(
      written.images,
      (image, name): Family => ({
        name,
        owners: listOf(image.owners),
        namePattern: image.name,
        ...(image.architecture !== undefined && { architecture: image.architecture }),
        tags: image.tags ?? {},
      }),
    ),
    environments: Object.keys(written.environments),
    teams: mapped(
      written.teams,
      (team, name): Team => ({
        name,
        timezone: team?.timezone ?? timezone,
        ...(team?.slack !== undefined && { slack: team.slack }),
        email: team?.email === undefined ? [] : listOf(team.email),
        ...subscriptionsIn(team ?? {}, team?.timezone ?? timezone),
        ...(team?.members && { members: membersOf(team.members) }),
      }),
    ),
    services: mapped(written.services, (service, name) => toService({ written, windowsOf, service, name })),
    ...(written.email && { email: written.email }),
    ...(written.operators && { operators: toOperators(written.operators) }),
    ...(written.sandbox && { sandbox: written.sandbox }),
  };
}

function toOperators({ email, members, ...rest }: NonNullable<Written["operators"]>): Operators {
  return {
    email: email === undefined ? [] : listOf(email),
    ...rest,
    ...(members && { members: Object.entries(members).map(([name, { slack }]) => ({ name, slack })) }),
  };
}

interface Reading {
  readonly written: Written;
  readonly windowsOf: ReadWindows;
  readonly service: WrittenService;
  readonly name: string;
}

function toService(reading: Reading): ServicePolicy {
  const { written, service, name } = reading;
  return {
    name,
    team: service.team,
    timezone: service.timezone ?? written.timezone ?? "UTC",
    families: listOf(service.image),
    environments: environmentsOf(written, service).map((environment) => toEnvironment(reading, environment)),
  };
}

function toEnvironment({ written, windowsOf, service, name }: Reading, environment: string): EnvironmentPolicy {
  const layers = layersOf(written, service, name, environment);
  const settings = <K extends keyof Settings>(key: K) => pick(layers, key);
  const groups = selectorOf(written, name, environment, layers);
  return {
    name: environment,
    timezone: settings("timezone") ?? written.timezone ?? "UTC",
    delay: parseDuration(settings("delay") ?? "0m"),
    soak: parseDuration(settings("soak") ?? "0m"),
    notice: parseDuration(settings("notice") ?? "0m"),
    ...approvalOf(settings("approval") ?? "none", settings("approvalTimeout") ?? "7d", service.team),
    windows: windowsOf(settings("window") ?? "always"),
    freezes: freezesOf(written, { service: name, team: service.team, environment }),
    groups,
    launchTemplates: launchTemplatesOf(settings("launchTemplates"), serviceTag(written, name, groups)),
    instanceRoles: settings("instanceRoles") ?? [],
    refresh: toPreferences(mergedRefresh(layers)),
    template: settings("template") ?? "pin",
    adopt: settings("adopt") ?? false,
    ...parametersOf(written, service, { service: name, environment }),
  };
}

function approvalOf(
  approval: NonNullable<Settings["approval"]>,
  timeout: string,
  team: string,
): { approval?: ApprovalPolicy } {
  if (approval === "none") return {};
  const teams = approval === "required" ? [team] : [...new Set(approval)];
  return { approval: { teams, timeout: parseDuration(timeout) } };
}

function parametersOf(
  { images }: Written,
  { image }: WrittenService,
  place: { readonly service: string; readonly environment: string },
): Pick<EnvironmentPolicy, "imageParameters"> {
  const named = listOf(image).flatMap((family) => {
    const template = images[family]?.parameter;
    return template === undefined ? [] : [[family, parameterName(template, { ...place, family })] as const];
  });
  return named.length > 0 ? { imageParameters: Object.fromEntries(named) } : {};
}

/** An empty list of checkpoints or alarms takes back what a more general layer says. */
function toPreferences(refresh: ReturnType<typeof mergedRefresh>): RefreshPreferences {
  const { warmup, checkpoints = [], checkpointDelay, bake, alarms = [], skipMatching, autoRollback, ...rest } = refresh;
  return {
    ...rest,
    ...(warmup !== undefined && { warmup: parseDuration(warmup) }),
    ...(checkpoints.length > 0 && { checkpoints }),
    ...(checkpoints.length > 0 && checkpointDelay !== undefined && { checkpointDelay: parseDuration(checkpointDelay) }),
    ...(bake !== undefined && { bake: parseDuration(bake) }),
    skipMatching: skipMatching ?? true,
    autoRollback: autoRollback ?? true,
    ...(alarms.length > 0 && { alarms }),
  };
}

function mapped<V, T>(record: Readonly<Record<string, V>>, toValue: (value: V, key: string) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, toValue(value, key)]));
}
