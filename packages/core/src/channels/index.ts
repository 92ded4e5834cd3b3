import type { ChannelKind } from "../domain/subscription.ts";
import type { Open } from "./given.ts";

/** Every kind of channel and its file, which is loaded by the function that delivers by it and by no other. */
export const channels: Readonly<Record<ChannelKind, () => Promise<{ readonly open: Open }>>> = {
  slack: () => import("./slack.ts"),
  email: () => import("./email.ts"),
  sns: () => import("./sns.ts"),
  webhook: () => import("./webhook.ts"),
};
