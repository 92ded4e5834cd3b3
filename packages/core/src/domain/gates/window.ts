import { nextOpening } from "../window.ts";
import { theWindow } from "./besideGate.ts";
import { type Gate, waitUntil } from "./gate.ts";

/** Inside an opening, in the environment's zone. */
export const window: Gate = (context) => {
  const { windows, timezone } = context.environment;
  if (windows.length === 0) return { kind: "pass" };
  const opening = nextOpening(windows, timezone, context.now);
  return waitUntil(
    context,
    "window",
    opening,
    () => `${theWindow}${windows.map((w) => w.text).join(", ")} (${timezone})`,
  );
};
