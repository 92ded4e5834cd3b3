import { mailboxes } from "./channels.ts";
import { publish } from "./images.ts";
import { observe } from "./observe.ts";
import { watchTopic } from "./watch.ts";

// What these two may publish, their roles say; nobody else may, whatever the policies of others allow.
new aws.sns.TopicPolicy("MailboxesPolicy", {
  arn: mailboxes.arn,
  policy: aws.iam.getPolicyDocumentOutput({
    statements: [
      {
        effect: "Deny",
        actions: ["sns:Publish"],
        resources: [mailboxes.arn],
        principals: [{ type: "AWS", identifiers: ["*"] }],
        conditions: [
          {
            test: "ArnNotEquals",
            variable: "aws:PrincipalArn",
            values: [publish, observe].map((fn) => fn.nodes.role.arn),
          },
        ],
      },
    ],
  }).json,
});

watchTopic("Mailboxes", mailboxes);
