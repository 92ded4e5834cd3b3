import { parseDuration } from "@ami-refresh/core/domain/duration.ts";
import type { EnvironmentPolicy, Freeze, ServicePolicy, Window } from "@ami-refresh/core/domain/policy.ts";
import { Temporal } from "@ami-refresh/core/domain/temporal.ts";

/** Builders of policy, with everything that a test does not speak of left open. */

interface EnvironmentSketch {
  readonly delay?: string;
  readonly soak?: string;
  readonly notice?: string;
  readonly windows?: readonly Window[];
  readonly freezes?: readonly Freeze[];
  readonly timezone?: string;
  /** By family. */
  readonly imageParameters?: Readonly<Record<string, string>>;
  readonly approval?: { readonly teams: readonly string[]; readonly timeout?: string };
}

export function anEnvironment(name: string, sketch: EnvironmentSketch = {}): EnvironmentPolicy {
  return {
    name,
    timezone: sketch.timezone ?? "Europe/London",
    delay: parseDuration(sketch.delay ?? "0m"),
    soak: parseDuration(sketch.soak ?? "0m"),
    notice: parseDuration(sketch.notice ?? "0m"),
    ...(sketch.approval && {
      approval: { teams: sketch.approval.teams, timeout: parseDuration(sketch.approval.timeout ?? "7d") },
    }),
    windows: sketch.windows ?? [],
    freezes: sketch.freezes ?? [],
    groups: { by: "tags", tags: { Service: "checkout", Environment: name } },
    launchTemplates: { by: "tags", tags: { Service: "checkout" }, untagged: true },
    instanceRoles: [],
    refresh: { skipMatching: true, autoRollback: true },
    template: "pin",
    adopt: false,
    ...(sketch.imageParameters && { imageParameters: sketch.imageParameters }),
  };
}

export function aService(environments: Readonly<Record<string, EnvironmentSketch>>, name = "checkout"): ServicePolicy {
  return {
    name,
    team: "payments",
    timezone: "Europe/London",
    families: ["base"],
    environments: Object.entries(environments).map(([key, sketch]) => anEnvironment(key, sketch)),
  };
}

export function aWindow(days: readonly number[], from: string, to: string): Window {
  return {
    days,
    from: Temporal.PlainTime.from(from),
    ...(to !== "24:00" && { to: Temporal.PlainTime.from(to) }),
    text: `${days.join(",")} ${from}-${to}`,
  };
}

export const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
