import { bus, mailboxes, publishToMailboxes, putDomainEvents } from "./channels.ts";
import { consume, inBatches } from "./consumer.ts";
import { items, table } from "./data.ts";
import { deadLetterQueue } from "./deadLetters.ts";
import { openToAll } from "./openToAll.ts";
import { slackSigningSecretParameter } from "./secrets.ts";
import { watchFunction, watchQueue } from "./watch.ts";

const deadLetters = deadLetterQueue("InteractionsDlq");
/** What people did in Slack; who waits for an answer is not to wait long for another attempt. */
const interactions = new sst.aws.Queue("Interactions", {
  visibilityTimeout: "2 minutes",
  dlq: { queue: deadLetters.arn, retry: 5 },
});

/** Open to everybody, so that Slack reaches it: it reads one secret, puts into one queue, and can do nothing else. */
export const interact = new sst.aws.Function("Interact", {
  handler: "packages/functions/src/interact.handler",
  description: "Takes what people do in Slack, once Slack has signed it",
  // Slack waits for three (https://docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response).
  timeout: "5 seconds",
  ...openToAll,
  // It knows nothing of the configuration.
  copyFiles: [],
  environment: {
    SLACK_SIGNING_SECRET_PARAMETER: slackSigningSecretParameter.name,
    QUEUE_URL: interactions.url,
  },
  permissions: [
    { actions: ["ssm:GetParameter"], resources: [slackSigningSecretParameter.arn] },
    { actions: ["sqs:SendMessage"], resources: [interactions.arn] },
  ],
});
watchFunction("Interact", interact);

export const act = new sst.aws.Function("Act", {
  handler: "packages/functions/src/act.handler",
  description: "Works out what people did in Slack, and answers them",
  timeout: "20 seconds",
  environment: { TABLE_NAME: table.name, TOPIC_ARN: mailboxes.arn, BUS_NAME: bus.name },
  permissions: [
    consume(interactions),
    items(["GetItem"], { startsWith: "TRACK#" }),
    items(["GetItem", "PutItem"], { startsWith: "SENT#interaction/" }),
    items(["Query", "PutItem"], { is: "READERS" }),
    items(["PutItem"], { is: "READERS-LOG" }),
    publishToMailboxes,
    putDomainEvents,
  ],
});
watchQueue("Interactions", interactions);
watchFunction("Act", act);
interactions.subscribe(act.arn, inBatches(5, 2));
