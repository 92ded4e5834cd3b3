import { parseDuration } from "../domain/duration.ts";
import type { Family } from "../domain/family.ts";
import type { EnvironmentPolicy, Policy, RefreshPreferences, ServicePolicy, Team, Window } from "../domain/policy.ts";
import { freezesOf } from "./freezes.ts";
import { selectorOf } from "./groups.ts";
import { environmentsOf, layersOf, mergedRefresh, pick } from "./layers.ts";
import { listOf } from "./leaves.ts";
import type { Settings, Written, WrittenService } from "./schema.ts";
import { readWindow } from "./window.ts";

/** Applies every default. The configuration has to be free of problems. */
export function toPolicy(written: Written): Policy {
  const timezone = written.timezone ?? "UTC";
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
      }),
    ),
    services: mapped(written.services, (service, name) => toService(written, service, name)),
    ...(written.email && { email: written.email }),
  };
}

function toService(written: Written, service: WrittenService, name: string): ServicePolicy {
  return {
    name,
    team: service.team,
    timezone: service.timezone ?? written.timezone ?? "UTC",
    families: listOf(service.image),
    environments: environmentsOf(written, service).map((environment) =>
      toEnvironment(written, service, name, environment),
    ),
  };
}

function toEnvironment(
  written: Written,
  service: WrittenService,
  name: string,
  environment: string,
): EnvironmentPolicy {
  const layers = layersOf(written, service, name, environment);
  const settings = <K extends keyof Settings>(key: K) => pick(layers, key);
  return {
    name: environment,
    timezone: settings("timezone") ?? written.timezone ?? "UTC",
    delay: parseDuration(settings("delay") ?? "0m"),
    soak: parseDuration(settings("soak") ?? "0m"),
    notice: parseDuration(settings("notice") ?? "0m"),
    windows: windowsOf(settings("window") ?? "always"),
    freezes: freezesOf(written, { service: name, team: service.team, environment }),
    groups: selectorOf(written, name, environment, layers),
    refresh: toPreferences(mergedRefresh(layers)),
    template: settings("template") ?? "pin",
    adopt: settings("adopt") ?? false,
  };
}

/** None where one of them is `always`. */
function windowsOf(written: string | readonly string[]): Window[] {
  const texts = listOf(written);
  if (texts.includes("always")) return [];
  return texts.flatMap((text) => {
    const reading = readWindow(text);
    return "window" in reading ? [reading.window] : [];
  });
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
