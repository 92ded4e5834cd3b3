import { randomUUID } from "node:crypto";
import type { RegionContext } from "../../context.ts";
import { AwsError } from "../../endpoint/operations.ts";
import type { Message } from "./messages.ts";
import type { Queue } from "./queue.ts";
import type { Queues } from "./queues.ts";
import { queueUrl } from "./queueUrls.ts";
import { attributesOf, changed, plainSettings } from "./settings.ts";
import type { Sqs } from "./sqs.ts";

/** Making, finding and changing queues. */
export function queueOperations({ account, region }: RegionContext, queues: Queues): Sqs["operations"] {
  const urlOf = (base: string) => (queue: Queue) => queueUrl(base, account, queue.settings.name);
  const byArn = (arn: string | undefined): Queue => {
    const queue = queues.byArn(arn ?? "");
    if (!queue) throw new AwsError("ResourceNotFoundException", "The resource that you specified doesn't exist.", 404);
    return queue;
  };
  const told = (queue: Queue): Record<string, string> => {
    const { visible, inFlight, delayed } = queue.count();
    const createdAt = String(Math.floor(queue.createdAt / 1000));
    return {
      ...attributesOf(queue.settings),
      ApproximateNumberOfMessages: String(visible),
      ApproximateNumberOfMessagesNotVisible: String(inFlight),
      ApproximateNumberOfMessagesDelayed: String(delayed),
      CreatedTimestamp: createdAt,
      LastModifiedTimestamp: createdAt,
    };
  };

  return {
    CreateQueue: ({ QueueName = "", Attributes = {} }, { base }) => {
      if (QueueName.endsWith(".fifo")) {
        throw new AwsError("UnsupportedOperation", "FIFO queues are not part of the local region.");
      }
      if (!/^[\w-]{1,80}$/.test(QueueName)) {
        throw new AwsError(
          "InvalidParameterValue",
          "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length",
        );
      }
      const known = queues.byName(QueueName);
      if (!known) {
        const settings = plainSettings(QueueName, `arn:aws:sqs:${region}:${account}:${QueueName}`);
        return { QueueUrl: urlOf(base)(queues.add(changed(settings, Attributes))) };
      }
      const now = attributesOf(known.settings);
      const [other] = Object.entries(Attributes).find(([name, value]) => now[name] !== value) ?? [];
      if (other) {
        throw new AwsError(
          "QueueNameExists",
          `A queue already exists with the same name and a different value for attribute ${other}`,
        );
      }
      return { QueueUrl: urlOf(base)(known) };
    },

    DeleteQueue: ({ QueueUrl }) => {
      queues.remove(queues.byUrl(QueueUrl));
      return {};
    },

    GetQueueUrl: ({ QueueName = "", QueueOwnerAWSAccountId = account }, { base }) => {
      const queue = QueueOwnerAWSAccountId === account ? queues.byName(QueueName) : undefined;
      if (!queue) throw new AwsError("QueueDoesNotExist", "The specified queue does not exist.");
      return { QueueUrl: urlOf(base)(queue) };
    },

    ListQueues: ({ QueueNamePrefix = "" }, { base }) => ({
      QueueUrls: queues
        .all()
        .filter(({ settings }) => settings.name.startsWith(QueueNamePrefix))
        .map(urlOf(base)),
    }),

    GetQueueAttributes: ({ QueueUrl, AttributeNames = [] }) => {
      const all = Object.entries(told(queues.byUrl(QueueUrl)));
      const wanted: readonly string[] = AttributeNames;
      return {
        Attributes: Object.fromEntries(all.filter(([name]) => wanted.includes("All") || wanted.includes(name))),
      };
    },

    SetQueueAttributes: ({ QueueUrl, Attributes = {} }) => {
      const queue = queues.byUrl(QueueUrl);
      queue.settings = changed(queue.settings, Attributes);
      return {};
    },

    PurgeQueue: ({ QueueUrl }) => {
      queues.byUrl(QueueUrl).purge();
      return {};
    },

    ListDeadLetterSourceQueues: ({ QueueUrl }, { base }) => {
      const { arn } = queues.byUrl(QueueUrl).settings;
      const sources = queues.all().filter(({ settings }) => settings.redrive?.deadLetterArn === arn);
      return { queueUrls: sources.map(urlOf(base)) };
    },

    StartMessageMoveTask: ({ SourceArn, DestinationArn }) => {
      const source = byArn(SourceArn);
      if (!queues.isDeadLetterQueue(source.settings.arn)) {
        throw new AwsError("InvalidParameterValue", "Source queue must be configured as a Dead Letter Queue.");
      }
      const destination = DestinationArn === undefined ? undefined : byArn(DestinationArn);
      // What came from no queue has none to go back to, and stays.
      const back = (message: Message) => destination ?? queues.byArn(message.deadLetterSource ?? "");
      // What goes back is a new message, with an id and an age of its own
      // (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html).
      for (const message of source.drain((each) => back(each) !== undefined)) {
        back(message)?.add({ body: message.body, attributes: message.attributes });
      }
      return {
        TaskHandle: Buffer.from(JSON.stringify({ taskId: randomUUID(), sourceArn: SourceArn })).toString("base64"),
      };
    },
  };
}
