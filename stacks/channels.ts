import { account, arn } from "./account.ts";
import { watchTopic } from "./watch.ts";

/**
 * Fans out to the services' mailboxes by the message attribute `route`. Its key is the account's own for SNS, which
 * everybody in the account who may publish may use through SNS
 * (https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html).
 */
export const mailboxes = new sst.aws.SnsTopic("Mailboxes", {
  transform: { topic: { kmsMasterKeyId: "alias/aws/sns" } },
});

watchTopic("Mailboxes", mailboxes);

// In the account, identities say who may publish: four of our functions, and the people who operate by the command line.
// Nobody else may, whatever the policies of other accounts allow.
new aws.sns.TopicPolicy("MailboxesPolicy", {
  arn: mailboxes.arn,
  policy: aws.iam.getPolicyDocumentOutput({
    statements: [
      {
        effect: "Deny",
        actions: ["sns:Publish"],
        resources: [mailboxes.arn],
        principals: [{ type: "AWS", identifiers: ["*"] }],
        conditions: [{ test: "StringNotEquals", variable: "aws:PrincipalAccount", values: [account] }],
      },
    ],
  }).json,
});

/** The domain events. */
export const bus = new sst.aws.Bus("Domain");

/** Where AWS's own services, and operators, put their events. */
export const defaultBus = arn("events", "event-bus/default");

export const publishToMailboxes = { actions: ["sns:Publish"], resources: [mailboxes.arn] };
export const putDomainEvents = { actions: ["events:PutEvents"], resources: [bus.arn] };
