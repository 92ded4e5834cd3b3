import { isOfRollout, rolloutOf, type TeamEvent } from "../notify/describe/index.ts";
import { toEmail } from "../notify/email/index.ts";
import type { Channel, Mail } from "../ports.ts";

/** Mail: all that one team is told of one rollout is a conversation. */
export const emailChannel = ({ mail }: { readonly mail: Mail }): Channel => ({
  kind: "email",
  async deliver({ event, message, about, team, to }) {
    if (!message) return;
    const { calendar } = message;
    await mail.send({
      to: to.to,
      ...toEmail(message),
      about,
      ...(event && { conversation: `${conversationOf(event)}/${team.name}` }),
      ...(calendar && { calendar }),
    });
  },
});

function conversationOf(event: TeamEvent): string {
  if (isOfRollout(event)) return rolloutOf(event);
  return `${event.detail.service}/${event.type === "subscription.undeliverable" ? "undeliverable" : "pauses"}`;
}
