import { instant } from "../codecs.ts";
import { channelKinds } from "../subscription.ts";
import * as z from "../zod.ts";

/** What who holds it may do; it stands in a link, signed. */
export const Ticket = z.object({
  /** `confirm`: say that a subscription is wanted. `reader`: say what one's own address is told. */
  for: z.enum(["confirm", "reader"]),
  address: z.object({ channel: z.enum(channelKinds), to: z.string() }),
  /** The subscription to be confirmed. */
  subscription: z.exactOptional(z.string()),
  until: instant,
});
export type Ticket = z.infer<typeof Ticket>;

/** How long a mail's links work: longer than anybody keeps the mail of a refresh. */
export const linksWork = { hours: 366 * 24 };
