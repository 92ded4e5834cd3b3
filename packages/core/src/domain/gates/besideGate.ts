import type { GateName } from "../rollout/state.ts";

/** What a freeze's wait says before the freeze's own reason, for that is often no more than a name: `frozen: Big sale`. */
export const frozen = "frozen: ";

/** A wait's reason where its gate is named right before it: `freeze: Big sale`. */
export const besideGate = ({ gate, reason }: { readonly gate: GateName; readonly reason: string }): string =>
  gate === "freeze" && reason.startsWith(frozen) ? reason.slice(frozen.length) : reason;
