import { formatDuration } from "../duration.ts";
import { type Gate, waitUntil } from "./gate.ts";

/** The teams were told at least `notice` before. */
export const notice: Gate = (context) =>
  waitUntil(
    context,
    "notice",
    context.toldAt.add(context.environment.notice),
    () => `the team is told ${formatDuration(context.environment.notice)} before`,
  );
