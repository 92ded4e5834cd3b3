import * as z from "zod";
import type { Address, ChannelKind } from "../domain/subscription.ts";
import * as leaf from "./leaves.ts";

type Place = Omit<Address, "channel">;

/** An address is written as `written` says, and comes to a place of its kind of channel. */
const address = <Schema extends z.ZodType>(written: Schema, placeOf: (written: z.output<Schema>) => Place) =>
  written.transform(placeOf).exactOptional();

const Webhook = z.strictObject({
  url: leaf.webhookUrl.describe("Where each event is posted to: https, and a host's name."),
  secret: leaf.name.describe(
    "Name of the secret that signs what is posted: the SecureString `/ami-refresh/<stage>/webhooks/<secret>` in the Parameter Store.",
  ),
});

/** How a subscription says where, by each kind of channel. */
export const addresses = {
  slack: address(leaf.slackTarget.describe("A Slack channel, or the id of a channel or a user."), (to) => ({ to })),
  email: address(leaf.mail.describe("A mail address."), (to) => ({ to })),
  sns: address(leaf.topicArn.describe("An SNS topic."), (to) => ({ to })),
  webhook: address(Webhook.describe("A URL that each event is posted to, signed."), ({ url, secret }) => ({
    to: url,
    secret,
  })),
} satisfies Record<ChannelKind, z.ZodType<Place>>;
