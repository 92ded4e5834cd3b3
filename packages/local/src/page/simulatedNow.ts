import { useEffect, useState } from "preact/hooks";
import { instantOf } from "../picture/when.ts";
import type { Live } from "./live.ts";

const tick = 250;
/** How long the clock is trusted to go on as it went; a hurried one may have stopped at the next event. */
const trusted = 1_000;

/** Simulated time at this moment (epoch milliseconds): between two views, the clock goes on at the region's speed. */
export function useSimulatedNow({ view, connected, receivedAt }: Live): number {
  const [, redraw] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => redraw((count) => count + 1), tick);
    return () => clearInterval(timer);
  }, []);
  if (!view) return 0;
  const told = instantOf(view.now);
  if (!connected || view.speed === "max") return told;
  const passed = performance.now() - receivedAt;
  return told + view.speed * (view.speed > 1 ? Math.min(passed, trusted) : passed);
}
