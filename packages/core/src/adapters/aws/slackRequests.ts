import { createHash } from "node:crypto";
import type { SlackRequests } from "../../ports.ts";
import { isSigned, isTimely } from "../slackSignature.ts";
import { keptSecret } from "./secret.ts";

/** Milliseconds after which the secret is read again: there may be a new one, and who forges signatures learns nothing of it. */
const keptFor = 5 * 60 * 1000;

/** `secret` reads the app's signing secret. */
export function slackRequests(secret: () => Promise<string>): SlackRequests {
  const kept = keptSecret(secret);
  let readAt = 0;
  return {
    async verify(request) {
      const now = Date.now();
      if (!isTimely(request, now)) return undefined;
      if (now - readAt > keptFor) {
        kept.forget();
        readAt = now;
      }
      if (!isSigned(request, await kept.read())) return undefined;
      const { signature = "", timestamp } = request;
      return {
        // Slack signs the time and all that was done: whoever repeats a request repeats its signature.
        id: createHash("sha256").update(signature).digest("hex").slice(0, 32),
        at: new Date(Number(timestamp) * 1000).toISOString(),
      };
    },
  };
}
