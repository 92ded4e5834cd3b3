import { alarm } from "./alarms.ts";
import { onDefaultBus } from "./asynchronous.ts";
import { bus, putDomainEvents } from "./channels.ts";
import { items, table } from "./data.ts";
import { configurationSet } from "./mail.ts";

if (configurationSet) {
  onDefaultBus(
    "MailFeedback",
    {
      MailCameBack: {
        source: ["aws.ses"],
        detailType: ["Email Bounced", "Email Complaint Received"],
        // Of this stage's mails alone
        // (https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html).
        detail: { mail: { tags: { "ses:configuration-set": [configurationSet.name] } } },
      },
    },
    {
      handler: "packages/functions/src/mailFeedback.handler",
      description: "Suspends addresses to which mail came back, or was marked as spam",
      timeout: "20 seconds",
      environment: { TABLE_NAME: table.name, BUS_NAME: bus.name },
      permissions: [
        items(["GetItem", "PutItem", "Query"], { is: "READERS" }),
        items(["PutItem"], { is: "READERS-LOG" }),
        putDomainEvents,
      ],
    },
  );
  alarm("AddressesSuspended", {
    namespace: "AmiRefresh",
    metricName: "AddressesSuspended",
    dimensions: { stage: $app.stage, channel: "email" },
    statistic: "Sum",
    threshold: 1,
    description:
      "A mail came back for good, or was marked as spam: its address is told nothing any more. `ami-refresh subscriptions --silenced` says which, and why; `ami-refresh hear` has it told again.",
  });
}
