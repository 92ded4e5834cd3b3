import { type Gate, pass, waitUntil } from "./gate.ts";

/** One image at a time: none starts where another is being rolled out, or soaks for the sake of the next environment. */
export const occupancy: Gate = (context) => {
  const { occupant, environment } = context;
  if (!occupant) return pass;
  if (occupant.status === "running") {
    return { kind: "wait", gate: "concurrency", reason: `${environment.name} is being refreshed to ${occupant.image}` };
  }
  return waitUntil(context, "soak", occupant.until, () => `${occupant.image} soaks in ${environment.name} first`);
};
