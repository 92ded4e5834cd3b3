import type { Thread, Threads } from "../../ports.ts";

export function memoryThreads(): Threads {
  const saved = new Map<string, Thread>();
  const key = (rollout: string, channel: string) => JSON.stringify([rollout, channel]);
  return {
    load: async (rollout, channel) => saved.get(key(rollout, channel)) ?? { version: 0 },
    save: async (rollout, channel, thread) => {
      if ((saved.get(key(rollout, channel))?.version ?? 0) !== thread.version) return "conflict";
      saved.set(key(rollout, channel), { ...thread, version: thread.version + 1 });
      return "saved";
    },
    moment: () => new Promise((resolve) => setImmediate(resolve)),
  };
}
