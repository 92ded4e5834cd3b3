import { after, formatDuration } from "../duration.ts";
import { type Gate, pass, waitUntil } from "./gate.ts";

/** The image has run in the environment before for as long as this one asks. */
export const soak: Gate = (context) => {
  const { before, environment } = context;
  if (before?.status !== "passed" || environment.soak.blank) return pass;
  return waitUntil(
    context,
    "soak",
    after(before.at, environment.soak),
    () => `the image runs in ${before.environment} for ${formatDuration(environment.soak)} first`,
  );
};
