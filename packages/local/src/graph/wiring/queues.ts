import { z } from "zod";
import type { GraphData } from "../graphData.ts";
import type { QueueWiring } from "../wiring.ts";
import { json, propertiesOf } from "./resources.ts";
import { policyJson } from "./statements.ts";

const Redrive = z.object({
  deadLetterTargetArn: z.string(),
  // SQS takes it as a number and as a string.
  maxReceiveCount: z.coerce.number(),
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html
const Queue = z.object({
  name: z.string(),
  arn: z.string(),
  url: z.string(),
  fifoQueue: z.literal(false).default(false),
  visibilityTimeoutSeconds: z.number().default(30),
  delaySeconds: z.number().default(0),
  messageRetentionSeconds: z.number().default(4 * 24 * 60 * 60),
  redrivePolicy: json.pipe(Redrive).optional(),
});

const QueuePolicy = z.object({ queueUrl: z.string(), policy: policyJson });

export function queuesOf(graph: GraphData): readonly QueueWiring[] {
  const policies = propertiesOf(graph, "aws:sqs/queuePolicy:QueuePolicy", QueuePolicy);
  return propertiesOf(graph, "aws:sqs/queue:Queue", Queue).map((queue) => {
    const own = policies.filter(({ queueUrl }) => queueUrl === queue.url);
    if (own.length > 1)
      throw new Error(`${queue.name} has ${own.length} queue policies, of which the last one put wins`);
    return {
      name: queue.name,
      arn: queue.arn,
      url: queue.url,
      visibilityTimeoutSeconds: queue.visibilityTimeoutSeconds,
      delaySeconds: queue.delaySeconds,
      retentionSeconds: queue.messageRetentionSeconds,
      ...(queue.redrivePolicy && {
        redrive: {
          deadLetterArn: queue.redrivePolicy.deadLetterTargetArn,
          maxReceiveCount: queue.redrivePolicy.maxReceiveCount,
        },
      }),
      policy: own[0]?.policy ?? [],
    };
  });
}
