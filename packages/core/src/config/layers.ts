import type { Path } from "./problem.ts";
import type { WrittenRefresh } from "./refreshSchema.ts";
import type { Settings, Written, WrittenService } from "./schema.ts";

/** Where settings of a service's environment are written, and what they say. */
export interface Layer {
  readonly path: Path;
  readonly settings: Settings;
}

/** The layers of a service's environment, the most general first: each goes before the ones in front of it. */
export function layersOf(written: Written, service: WrittenService, name: string, environment: string): Layer[] {
  const own = new Map(Object.entries(service.environments ?? {})).get(environment);
  return [
    { path: ["defaults"], settings: written.defaults ?? {} },
    { path: ["environments", environment], settings: written.environments[environment] ?? {} },
    { path: ["services", name], settings: service },
    { path: ["services", name, "environments", environment], settings: own || {} },
  ];
}

/** The environments that a service has, in promotion order. */
export function environmentsOf(written: Written, service: WrittenService): string[] {
  const own = new Map(Object.entries(service.environments ?? {}));
  return Object.keys(written.environments).filter((name) => own.get(name) !== false);
}

/** What the most special layer says that says anything. */
export function pick<K extends keyof Settings>(layers: readonly Layer[], key: K): Settings[K] | undefined {
  return layers.map(({ settings }) => settings[key]).findLast((value) => value !== undefined);
}

/** `refresh` is merged field by field. */
export function mergedRefresh(layers: readonly Layer[]): WrittenRefresh {
  return Object.assign({}, ...layers.map(({ settings }) => settings.refresh));
}

/** Where a field of `refresh` was decided. */
export function placeOfRefresh(layers: readonly Layer[], key: keyof WrittenRefresh): Path {
  const layer = layers.findLast(({ settings }) => settings.refresh?.[key] !== undefined);
  return [...(layer?.path ?? []), "refresh", key];
}
