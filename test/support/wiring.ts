import type { FunctionWiring, QueueWiring, Statement } from "../../packages/local/src/graph/wiring.ts";

/** A function of the graph, with everything that a test does not speak of left plain. */
export function aFunction(name: string, more: Partial<FunctionWiring> = {}): FunctionWiring {
  return {
    name,
    arn: `arn:aws:lambda:eu-west-2:123456789012:function:${name}`,
    handler: `handlers/${name}.handler`,
    environment: {},
    timeoutSeconds: 20,
    memoryMb: 128,
    roleArn: `arn:aws:iam::123456789012:role/${name}`,
    copyFiles: [],
    asynchronous: { maximumRetries: 2, maximumAgeSeconds: 21_600 },
    invokers: [],
    ...more,
  };
}

/** A queue of the graph, likewise. */
export function aQueue(name: string, more: Partial<QueueWiring> = {}): QueueWiring {
  return {
    name,
    arn: queueArn(name),
    url: `https://sqs.eu-west-2.amazonaws.com/123456789012/${name}`,
    visibilityTimeoutSeconds: 30,
    delaySeconds: 0,
    retentionSeconds: 345_600,
    policy: [],
    ...more,
  };
}

export const queueArn = (name: string) => `arn:aws:sqs:eu-west-2:123456789012:${name}`;

/** What a queue's policy says to let a service send on behalf of `sourceArn`. */
export const admitting = (queue: string, service: string, sourceArn: string): Statement => ({
  effect: "Allow",
  actions: ["sqs:SendMessage"],
  resources: [queueArn(queue)],
  principals: { Service: [service] },
  conditions: {
    StringEquals: { "aws:SourceAccount": ["123456789012"] },
    ArnLike: { "aws:SourceArn": [sourceArn] },
  },
});
