import type { GateName } from "../rollout/state.ts";

/** What a freeze's wait says before the freeze's own reason, for that is often no more than a name: `frozen: Big sale`. */
export const frozen = "frozen: ";

/** What a window's wait says before the window itself. */
export const theWindow = "the window is ";

const openings: Partial<Readonly<Record<GateName, string>>> = { freeze: frozen, window: theWindow };

/** A wait's reason where its gate is named right before it: `freeze: Big sale`, `window: Tue-Thu 10:00-16:00`. */
export function besideGate({ gate, reason }: { readonly gate: GateName; readonly reason: string }): string {
  const opening = openings[gate];
  return opening !== undefined && reason.startsWith(opening) ? reason.slice(opening.length) : reason;
}
