import { createHmac, timingSafeEqual } from "node:crypto";
import type { SlackRequest } from "../ports.ts";

/** Seconds by which Slack's clock and ours may differ, and a request may be late. */
const tolerated = 5 * 60;

/**
 * Whether it says that it was sent just now, `now` being in epoch milliseconds: one of the future could be repeated for
 * longer than one of today (https://docs.slack.dev/authentication/verifying-requests-from-slack).
 */
export const isTimely = ({ timestamp = "" }: SlackRequest, now: number): boolean =>
  /^\d{1,12}$/.test(timestamp) && Math.abs(now / 1000 - Number(timestamp)) <= tolerated;

/** Whether Slack has signed it with our secret, the time that it says included. */
export function isSigned({ signature = "", timestamp = "", body }: SlackRequest, secret: string): boolean {
  const expected = Buffer.from(signatureOf(secret, timestamp, body));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** `v0=…`, as Slack signs. */
export const signatureOf = (secret: string, timestamp: string, body: Uint8Array | string): string =>
  `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:`).update(body).digest("hex")}`;
