import { bus, putDomainEvents } from "./channels.ts";
import { consume, inBatches } from "./consumer.ts";
import { items, table } from "./data.ts";
import { deadLetterQueue } from "./deadLetters.ts";
import { watchFunction, watchQueue } from "./watch.ts";

interface Permission {
  readonly actions: string[];
  readonly resources: $util.Input<string>[];
  readonly conditions?: { readonly test: string; readonly variable: string; readonly values: string[] }[];
}

export interface DeliveryArgs {
  readonly description: string;
  /** How many messages a function is given at once, and how many functions work at a time. */
  readonly batch: number;
  readonly concurrency: number;
  /** How often a message is tried before it goes to the dead-letter queue. */
  readonly receives: number;
  /** What the channel needs besides what every function that delivers does. */
  readonly environment: Readonly<Record<string, $util.Input<string>>>;
  readonly permissions: readonly Permission[];
}

/**
 * One kind of channel: a queue, its dead-letter queue, and the function that delivers what lies there. Each has its own,
 * so that a channel that is slow or fails delays no other.
 */
export function deliveryBy(kind: string, args: DeliveryArgs) {
  const Kind = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
  const name = `Deliver${Kind}`;
  const deadLetters = deadLetterQueue(`${name}Dlq`);
  const queue = new sst.aws.Queue(name, {
    visibilityTimeout: "6 minutes",
    dlq: { queue: deadLetters.arn, retry: args.receives },
  });
  const fn = new sst.aws.Function(`Tell${Kind}`, {
    handler: "packages/functions/src/deliver.handler",
    description: args.description,
    timeout: "1 minute",
    environment: {
      CHANNEL: kind,
      TABLE_NAME: table.name,
      BUS_NAME: bus.name,
      QUEUE_URL: queue.url,
      MAX_RECEIVES: String(args.receives),
      ...args.environment,
    },
    permissions: [
      consume(queue),
      putDomainEvents,
      // What fails says itself when it comes back.
      { actions: ["sqs:ChangeMessageVisibility"], resources: [queue.arn] },
      items(["GetItem"], { is: "READERS" }),
      items(["GetItem", "PutItem"], { startsWith: "SENT#" }),
      items(["GetItem", "PutItem", "Query"], { startsWith: "DIGEST#" }),
      ...args.permissions,
    ],
  });
  watchQueue(name, queue);
  watchFunction(`Tell${Kind}`, fn);
  queue.subscribe(fn.arn, inBatches(args.batch, args.concurrency));
  return { kind, queue, deadLetters };
}
