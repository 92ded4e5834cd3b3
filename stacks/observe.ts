import { onDefaultBus } from "./asynchronous.ts";
import { mailboxes, publishToMailboxes } from "./channels.ts";
import { items, table } from "./data.ts";

export const observe = onDefaultBus(
  "Observe",
  {
    InstanceRefresh: {
      source: ["aws.autoscaling"],
      detailType: [{ prefix: "EC2 Auto Scaling Instance Refresh " }],
    },
  },
  {
    handler: "packages/functions/src/observe.handler",
    description: "Tells a service that an instance refresh of one of its groups moved",
    timeout: "1 minute",
    environment: { TABLE_NAME: table.name, TOPIC_ARN: mailboxes.arn },
    permissions: [items(["GetItem"], { startsWith: "GROUP#" }), publishToMailboxes],
  },
);
