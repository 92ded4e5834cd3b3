import { arn } from "./account.ts";

/** Fans out to the services' mailboxes by the message attribute `route`. */
export const mailboxes = new sst.aws.SnsTopic("Mailboxes");

/** The domain events. */
export const bus = new sst.aws.Bus("Domain");

/** Where AWS's own services, and operators, put their events. */
export const defaultBus = arn("events", "event-bus/default");

export const publishToMailboxes = { actions: ["sns:Publish"], resources: [mailboxes.arn] };
export const putDomainEvents = { actions: ["events:PutEvents"], resources: [bus.arn] };
