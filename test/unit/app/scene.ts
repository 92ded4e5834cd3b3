import { type MemoryPorts, memoryPorts } from "@ami-refresh/core/adapters/memory/ports.ts";
import { startRefresh } from "@ami-refresh/core/app/startRefresh.ts";
import type { Family } from "@ami-refresh/core/domain/family.ts";
import type { EnvironmentPolicy, RefreshPreferences } from "@ami-refresh/core/domain/policy.ts";
import type { StartOutcome } from "@ami-refresh/core/domain/rollout/messages.ts";
import type { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import { anEnvironment, at } from "../../support/policy.ts";

export const family: Family = { name: "base", owners: ["self"], namePattern: "base-*", tags: {} };
export const now = at("2026-11-25T10:00:00Z");

/** The images of a family, old and fresh, and a group `web` on version 1 of `lt-web`, which names the old one. */
export interface Scene extends MemoryPorts {
  /** The preferences of every refresh that was started, in order. */
  readonly preferences: RefreshPreferences[];
  /** Asks launch control to take a group to an image; `web` to `ami-new` unless told otherwise. */
  ask(more?: Asked): Promise<StartOutcome>;
  versions(template?: string): (string | undefined)[];
}

interface Asked {
  readonly group?: string;
  readonly image?: string;
  readonly attempt?: number;
  readonly since?: Temporal.Instant;
  readonly policy?: Partial<EnvironmentPolicy>;
  readonly family?: Partial<Family>;
}

export function aScene(): Scene {
  const memory = memoryPorts(now);
  const { fleet } = memory;
  fleet.addImage({ id: "ami-old", createdAt: at("2026-11-01T00:00:00Z") });
  fleet.addImage({ id: "ami-new", createdAt: at("2026-11-20T00:00:00Z") });
  fleet.addTemplate("lt-web", "ami-old", "m7i.large");
  fleet.addGroup({ name: "web" });
  const preferences: RefreshPreferences[] = [];
  const ports: MemoryPorts = {
    ...memory,
    refreshes: {
      ...memory.refreshes,
      start: async (group, desired, given) => {
        const answer = await memory.refreshes.start(group, desired, given);
        if (answer.outcome === "started") preferences.push(given);
        return answer;
      },
    },
  };
  return {
    ...ports,
    preferences,
    ask: ({ group = "web", image = "ami-new", attempt = 1, since = now, policy, family: other } = {}) =>
      startRefresh(ports, {
        service: "checkout",
        family: { ...family, ...other },
        environment: { ...anEnvironment("production"), ...policy },
        image,
        group,
        attempt,
        since,
      }),
    versions: (template = "lt-web") => fleet.templates.get(template)?.versions.map(({ imageId }) => imageId) ?? [],
  };
}
