import { instant } from "../codecs.ts";
import type { Temporal } from "../temporal.ts";
import * as z from "../zod.ts";

/** Who holds it may look at one rollout, and do nothing; it stands in a link, signed. */
export const PageTicket = z.object({
  for: z.literal("rollout"),
  service: z.string(),
  family: z.string(),
  /** An AMI id. */
  image: z.string(),
  until: instant,
});
export type PageTicket = z.infer<typeof PageTicket>;

/** How long a page can be looked at, at the least, from what was told with its link. */
const pagesLast = { days: 90 };

/**
 * Until when a link to a page works that is told at a moment: until the month after its last day begins (UTC). So all that
 * is told of a rollout in a month has the same link, and a message that is edited in place keeps it.
 */
export const pageUntil = (at: Temporal.Instant): Temporal.Instant =>
  at
    .toZonedDateTimeISO("UTC")
    .add(pagesLast)
    .toPlainDate()
    .with({ day: 1 })
    .add({ months: 1 })
    .toZonedDateTime("UTC")
    .toInstant();
