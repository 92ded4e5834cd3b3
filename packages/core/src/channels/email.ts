import { linksWork } from "../domain/subscription/ticket.ts";
import { isOfAddress, isOfRollout, rolloutOf, type TeamEvent } from "../notify/describe/index.ts";
import { toEmail } from "../notify/email/index.ts";
import type { Channel, Clock, Links, Mail } from "../ports.ts";

export interface EmailPorts {
  readonly clock: Clock;
  readonly links: Pick<Links, "to">;
  readonly mail: Mail;
}

/** Mail: all that one team is told of one rollout is a conversation. */
export const emailChannel = ({ mail, links, clock }: EmailPorts): Channel => ({
  kind: "email",
  async deliver({ event, message, about, team, to }) {
    if (!message) return;
    const { calendar } = message;
    const manage = await links.to({ for: "reader", address: to, until: clock.now().add(linksWork) });
    await mail.send({
      to: to.to,
      ...toEmail(message, manage),
      unsubscribe: manage,
      about,
      ...(event && { conversation: `${conversationOf(event)}/${team.name}` }),
      ...(calendar && { calendar }),
    });
  },
});

function conversationOf(event: TeamEvent): string {
  if (isOfRollout(event)) return rolloutOf(event);
  if (event.type === "image.rejected") return `${event.detail.family}/rejected`;
  return isOfAddress(event) ? "addresses" : `${event.detail.service}/pauses`;
}
