import { arn } from "./account.ts";

/**
 * Fans out to the services' mailboxes by the message attribute `route`. Its key is the account's own for SNS, which
 * everybody in the account who may publish may use through SNS
 * (https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html).
 */
export const mailboxes = new sst.aws.SnsTopic("Mailboxes", {
  transform: { topic: { kmsMasterKeyId: "alias/aws/sns" } },
});

/** The domain events. */
export const bus = new sst.aws.Bus("Domain");

/** Where AWS's own services, and operators, put their events. */
export const defaultBus = arn("events", "event-bus/default");

export const publishToMailboxes = { actions: ["sns:Publish"], resources: [mailboxes.arn] };
export const putDomainEvents = { actions: ["events:PutEvents"], resources: [bus.arn] };
