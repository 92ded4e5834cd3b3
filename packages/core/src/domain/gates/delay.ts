import { formatDuration } from "../duration.ts";
import { type Gate, waitUntil } from "./gate.ts";

/** Published + the delay of the environment. */
export const delay: Gate = (context) =>
  waitUntil(
    context,
    "delay",
    context.publishedAt.add(context.environment.delay),
    () => `${context.environment.name} takes images ${formatDuration(context.environment.delay)} after publication`,
  );
