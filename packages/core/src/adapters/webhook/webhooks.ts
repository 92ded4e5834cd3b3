import type { Clock, Webhooks } from "../../ports.ts";
import type { Secret } from "../aws/secret.ts";
import { guardedLookup, type Resolve } from "./guardedLookup.ts";
import { postTo } from "./postTo.ts";
import { messageId, signed } from "./sign.ts";

export interface WebhookOptions {
  /** The secret of that name. */
  readonly secret: (name: string) => Secret;
  readonly clock: Clock;
  /** The local region, which takes what is for others and sends nothing on. */
  readonly insteadOfOthers?: string | undefined;
  readonly resolve?: Resolve;
  /** How long an answer is waited for from the first moment on, in milliseconds. */
  readonly patience?: number;
}

/** A webhook that did not take a message. */
class WebhookError extends Error {
  override readonly name = "WebhookError";
  /** In how many seconds to try again, where it has said so. */
  readonly retryAfter: number | undefined;
  constructor(message: string, retryAfter?: number) {
    super(message);
    this.retryAfter = retryAfter;
  }
}

/** The longest that anybody may put us off, in seconds: a quarter of an hour. */
const longestWait = 15 * 60;

/** Posts to webhooks by https. Tries again: the queue. */
export function httpsWebhooks(options: WebhookOptions): Webhooks {
  const { secret, clock, insteadOfOthers, resolve, patience = 10_000 } = options;
  const lookup = guardedLookup(resolve);
  return {
    async post({ url, secret: name, id, body }) {
      const key = secret(name);
      const timestamp = Math.floor(clock.now().epochMilliseconds / 1000);
      const headers = signed(await key.read(), { id: messageId(id), timestamp, body });
      const { status, retryAfter } = await postTo(
        insteadOfOthers === undefined ? new URL(url) : new URL(encodeURIComponent(url), insteadOfOthers),
        { headers: { ...headers, "content-type": "application/json", "user-agent": "ami-refresh" }, body, patience },
        insteadOfOthers === undefined ? lookup : undefined,
      );
      if (status >= 200 && status < 300) return "taken";
      if (status === 410) return "gone";
      // It may be that the secret is a new one.
      key.forget();
      if (status >= 300 && status < 400)
        throw new WebhookError(`it answers ${status}, and is not followed: name the URL that it leads to`);
      throw new WebhookError(`it answers ${status}`, retryAfter && Math.min(retryAfter, longestWait));
    },
  };
}
