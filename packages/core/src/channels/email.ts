import { isOfRollout, rolloutOf } from "../notify/describe/index.ts";
import { toEmail } from "../notify/email/index.ts";
import type { Channel, Mail } from "../ports.ts";

/** Mail: all that one team is told of one rollout is a conversation. */
export const emailChannel = ({ mail }: { readonly mail: Mail }): Channel => ({
  kind: "email",
  async deliver({ event, message, about, team, to }) {
    if (!message) return;
    const { calendar } = message;
    const subject = event && (isOfRollout(event) ? rolloutOf(event) : `${event.detail.service}/pauses`);
    await mail.send({
      to: to.to,
      ...toEmail(message),
      about,
      ...(subject !== undefined && { conversation: `${subject}/${team.name}` }),
      ...(calendar && { calendar }),
    });
  },
});
