import { toJson } from "../notify/json.ts";
import type { Channel, Webhooks } from "../ports.ts";

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
