import { SESv2Client } from "@aws-sdk/client-sesv2";
import { signedLinks } from "../adapters/aws/links.ts";
import { sesMail } from "../adapters/aws/mail.ts";
import { linksWork } from "../domain/subscription/ticket.ts";
import { isOfAddress, isOfRollout, rolloutOf, type TeamEvent } from "../notify/describe/index.ts";
import { toEmail } from "../notify/email/index.ts";
import type { Channel, Clock, Links, Mail, PageLinks } from "../ports.ts";
import type { Given, Open } from "./given.ts";
import { pagesBy } from "./pages.ts";

export const open: Open = (given) => {
  const url = given.required("LINKS_URL");
  const secret = given.ownSecret(given.required("LINK_SECRET_PARAMETER"));
  const links = signedLinks({ url, secret: secret.read, clock: given.clock });
  const ports = { ...given, mail: mailBy(given), links, pages: pagesBy(given) };
  return {
    ...emailChannel(ports),
    // Loaded when somebody subscribes an address: deliveries are a thousand times as many.
    errands: {
      confirm: async (policy, body) => (await import("../app/askToConfirm.ts")).askToConfirm(ports, policy, body),
    },
  };
};

/** The stacks set no sender where no team wanted mail when they were deployed. */
function mailBy({ required, optional }: Given): Mail {
  const sender = optional("SENDER");
  if (sender !== undefined)
    return sesMail(new SESv2Client(), { sender, configurationSet: required("CONFIGURATION_SET") });
  return { send: async () => void required("SENDER") };
}

export interface EmailPorts {
  readonly clock: Clock;
  readonly links: Pick<Links, "to">;
  readonly pages: Pick<PageLinks, "to">;
  readonly mail: Mail;
}

/** Mail: all that one team is told of one rollout is a conversation. */
export const emailChannel = ({ mail, links, pages, clock }: EmailPorts): Channel => ({
  kind: "email",
  pages,
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
