import { parse } from "../domain/parse.ts";
import type { Policy } from "../domain/policy.ts";
import { Confirmation } from "../domain/subscription/confirmation.ts";
import { confirmableUntil } from "../domain/subscription/kept.ts";
import { linksWork } from "../domain/subscription/ticket.ts";
import { toConfirmationMail } from "../notify/email/confirmation.ts";
import type { Links, Log, Mail, ReaderStore, Sent } from "../ports.ts";
import { claimLasts } from "./claimLasts.ts";
import { orRelease } from "./orRelease.ts";

export interface AskToConfirmPorts {
  readonly log: Log;
  readonly sent: Sent;
  readonly mail: Mail;
  readonly links: Pick<Links, "to">;
  readonly readers: Pick<ReaderStore, "readOf">;
}

/**
 * Asks an address, once, whether it wants what somebody has subscribed it to, as long as that waits for an answer: it has
 * ended where mail to the address came back meanwhile. `body` is a Confirmation.
 */
export async function askToConfirm(ports: AskToConfirmPorts, policy: Policy, body: unknown): Promise<void> {
  const { subscription } = parse(Confirmation, body, "confirmation");
  const { id, address } = subscription;
  const { subscriptions } = await ports.readers.readOf({ id, address });
  if (!subscriptions.some(({ status }) => status === "pending")) {
    return ports.log.info(`${address.to} is not asked: the subscription does not wait for an answer any more`, {
      subscription: id,
    });
  }
  const key = `confirm/${id}`;
  const claim = await ports.sent.claim(key, claimLasts);
  if (claim === "sent") return;
  if (claim === "being sent") throw new Error("somebody else is sending it");
  const link = await ports.links.to({
    for: "confirm",
    address,
    subscription: id,
    until: confirmableUntil(subscription),
  });
  const unsubscribe = await ports.links.to({ for: "reader", address, until: subscription.at.add(linksWork) });
  await orRelease(ports.sent, key, () =>
    ports.mail.send({
      to: address.to,
      ...toConfirmationMail(policy, subscription, link),
      unsubscribe,
      about: { event: "subscription.confirm", service: "ami-refresh", eventId: id },
    }),
  );
  await ports.sent.mark(key);
  ports.log.info(`asked ${address.to} to confirm`, { subscription: id });
}
