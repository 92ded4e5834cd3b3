import type { SavedTrack, Tracks } from "../../ports.ts";

export function memoryTracks(): Tracks {
  const saved = new Map<string, SavedTrack>();
  const key = (service: string, family: string) => JSON.stringify([service, family]);
  return {
    load: async (service, family) =>
      saved.get(key(service, family)) ?? {
        track: { service, family, rollouts: [] },
        pending: { commands: [], events: [] },
        version: 0,
      },
    save: async (next) => {
      const { service, family } = next.track;
      const known = saved.get(key(service, family))?.version ?? 0;
      if (known !== next.version) return "conflict";
      saved.set(key(service, family), { ...next, version: next.version + 1 });
      return "saved";
    },
  };
}
