import type { SlackForm } from "../../notify/slack.ts";
import type { Replies } from "../../ports.ts";

export interface Reply extends SlackForm {
  readonly to: string;
  readonly replaces: boolean;
}

/** Addresses begin with `slack:`. */
export function memoryReplies(): Replies & { readonly sent: Reply[] } {
  const sent: Reply[] = [];
  return {
    sent,
    to(responseUrl) {
      if (!responseUrl.startsWith("slack:")) throw new Error(`${responseUrl} is none of Slack's`);
      return {
        send: async (form, how) => {
          sent.push({ to: responseUrl, ...how, ...form });
          return "sent";
        },
      };
    },
  };
}
