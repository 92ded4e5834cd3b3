import { instant } from "../codecs.ts";
import { type Address, channelKinds } from "../subscription.ts";
import * as z from "../zod.ts";

/** For whom a digest is: as much of the subscription as telling takes, as it was when the digest was begun. */
export const DigestReader = z.object({
  id: z.string(),
  address: z.object({ channel: z.enum(channelKinds), to: z.string(), secret: z.optional(z.string()) }),
  team: z.optional(z.string()),
  timezone: z.string(),
});
export type DigestReader = z.infer<typeof DigestReader>;

/** The message that has a digest taken and told. */
export const DigestDue = z.object({
  kind: z.literal("digest"),
  subscription: DigestReader,
  dueAt: instant,
  /** It is to be told at once, and is collected because the same happens to many services. */
  flood: z.optional(z.literal(true)),
});
export type DigestDue = z.infer<typeof DigestDue>;

export const addressOf = ({ address: { channel, to, secret } }: DigestReader): Address => ({
  channel,
  to,
  ...(secret !== undefined && { secret }),
});
