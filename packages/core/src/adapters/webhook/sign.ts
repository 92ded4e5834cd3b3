import { createHash, createHmac } from "node:crypto";

export interface Signed {
  readonly id: string;
  /** Epoch seconds. */
  readonly timestamp: number;
  readonly body: string;
}

/**
 * The headers of https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md. `secrets`:
 * `whsec_` and base64, or two of them with a space between while one takes the place of the other: each signs.
 * @throws where a secret is not as the standard has it.
 */
export function signed(secrets: string, { id, timestamp, body }: Signed): Record<string, string> {
  const keys = keysOf(secrets);
  if (!keys)
    throw new Error(`the webhook's secret is not ${form}: make one with echo "whsec_$(openssl rand -base64 32)"`);
  const content = `${id}.${timestamp}.${body}`;
  const signatures = keys.map((key) => `v1,${createHmac("sha256", key).update(content).digest("base64")}`);
  return { "webhook-id": id, "webhook-timestamp": String(timestamp), "webhook-signature": signatures.join(" ") };
}

/** The same for the same name; no dot in it, by which the parts of what is signed are told apart. */
export const messageId = (name: string): string =>
  `msg_${createHash("sha256").update(name).digest("hex").slice(0, 32)}`;

/** "Between 24 bytes (192 bits) and 64 bytes (512 bits)". */
const [shortest, longest] = [24, 64];

const form = `\`whsec_\` and the base64 of ${shortest} to ${longest} bytes`;

/** Can it sign? */
export const isSecret = (secrets: string): boolean => keysOf(secrets) !== undefined;

function keysOf(secrets: string): Buffer[] | undefined {
  const keys = secrets
    .trim()
    .split(/\s+/)
    .map((secret) => Buffer.from(/^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret)?.[1] ?? "", "base64"));
  return keys.every(({ length }) => length >= shortest && length <= longest) ? keys : undefined;
}
