import { after, formatDuration } from "../duration.ts";
import { type Gate, waitUntil } from "./gate.ts";

/** The teams were told at least `notice` before. */
export const notice: Gate = (context) =>
  waitUntil(
    context,
    "notice",
    after(context.toldAt, context.environment.notice),
    () => `the team is told ${formatDuration(context.environment.notice)} before`,
  );
