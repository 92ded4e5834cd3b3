import { after, formatDuration } from "../duration.ts";
import { type Gate, waitUntil } from "./gate.ts";

/** Published + the delay of the environment. */
export const delay: Gate = (context) =>
  waitUntil(
    context,
    "delay",
    after(context.publishedAt, context.environment.delay),
    () => `${context.environment.name} takes images ${formatDuration(context.environment.delay)} after publication`,
  );
