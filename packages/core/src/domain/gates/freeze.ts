import { frozen } from "./besideGate.ts";
import { type Gate, pass } from "./gate.ts";

/** Not inside a dated freeze; of several, the one that lasts longest. */
export const freeze: Gate = ({ environment, now }) => {
  const at = now.epochMilliseconds;
  const [longest] = environment.freezes
    .filter((f) => f.from.epochMilliseconds <= at && at < f.to.epochMilliseconds)
    .sort((a, b) => b.to.epochMilliseconds - a.to.epochMilliseconds);
  return longest ? { kind: "wait", gate: "freeze", reason: frozen + longest.reason, until: longest.to } : pass;
};
