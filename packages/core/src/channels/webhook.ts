import { httpsWebhooks } from "../adapters/webhook/webhooks.ts";
import { toJson } from "../notify/json.ts";
import type { Channel, Webhooks } from "../ports.ts";
import type { Open } from "./given.ts";

export const open: Open = (given) => {
  const path = given.required("WEBHOOK_SECRETS");
  const patience = given.optional("WEBHOOK_PATIENCE");
  const webhooks = httpsWebhooks({
    secret: (name) => given.secret(path + name),
    clock: given.clock,
    // The local region alone sets it: what is for others stays there.
    insteadOfOthers: given.optional("WEBHOOKS_URL"),
    ...(patience !== undefined && { patience: Number(patience) }),
  });
  return { ...webhookChannel({ webhooks }), atOnce: true };
};

/** Webhook: a URL of somebody's, to which what programs are told is posted, signed. */
export const webhookChannel = ({ webhooks }: { readonly webhooks: Webhooks }): Channel => ({
  kind: "webhook",
  async deliver({ message, to, ...telling }) {
    if (!message) return;
    if (to.secret === undefined) throw new Error("nothing names the secret that signs it: deploy again");
    const { body } = toJson({ message, ...telling });
    const id = `${telling.about.eventId}/${to.to}`;
    const answer = await webhooks.post({ url: to.to, secret: to.secret, id, body });
    if (answer === "gone") throw new Gone();
  },
});

/** Whoever listened there wants nothing any more. */
class Gone extends Error {
  override readonly name = "Gone";
  readonly gone = true;
  constructor() {
    super("it has answered 410 Gone: take the subscription out of the configuration");
  }
}
