import { pageUntil } from "../domain/rollout/pageTicket.ts";
import type { RolloutImage } from "../domain/rollout/state.ts";
import type { Temporal } from "../domain/temporal.ts";
import type { PageLinks } from "../ports.ts";

interface Of {
  readonly service: string;
  readonly family: string;
  readonly image: Pick<RolloutImage, "id">;
}

/** The page of a rollout, for what is told of it at a moment: the same link for the same moment, whoever asks. */
export const pageOf = (
  pages: Pick<PageLinks, "to">,
  { service, family, image }: Of,
  at: Temporal.Instant,
): Promise<string> => pages.to({ for: "rollout", service, family, image: image.id, until: pageUntil(at) });
