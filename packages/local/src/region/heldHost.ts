import type { RegionClock } from "../clock.ts";
import type { FunctionHost } from "../functions/host.ts";

/** A host whose clock stands still while a function runs, or waits for its turn. */
export const heldHost = (host: FunctionHost, clock: Pick<RegionClock, "hold">): Pick<FunctionHost, "invoke"> => ({
  async invoke(functionName, payload) {
    const release = clock.hold();
    try {
      return await host.invoke(functionName, payload);
    } finally {
      release();
    }
  },
});
