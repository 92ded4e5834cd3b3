import * as z from "../zod.ts";
import { DigestReader } from "./digestDue.ts";

/** One event on its way to one address, as it lies in the queue of a kind of channel: plain data. */
export const Delivery = z.object({
  kind: z.literal("event"),
  subscription: DigestReader,
  /** As which team it is told: the subscription's own; for one of no team, that of the service. */
  team: z.string(),
  /** Nobody is told: it changes only what is shown there already. */
  shows: z.optional(z.literal(true)),
  /** The event as EventBridge delivered it, without what EventBridge says of itself. */
  event: z.object({ source: z.string(), "detail-type": z.string(), detail: z.unknown() }),
});
export type Delivery = z.infer<typeof Delivery>;
