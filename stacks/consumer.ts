/**
 * What Lambda needs on the queue that feeds a function; SST adds it only to functions that it makes itself
 * (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-permissions).
 */
export const consume = (queue: sst.aws.Queue) => ({
  actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
  resources: [queue.arn],
});

/**
 * Batches of at most `size` messages, which fail one by one. Lambda wants the queue's visibility timeout to be at least
 * six times the function's (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html).
 */
export const inBatches = (size: number, maximumConcurrency: number): sst.aws.QueueSubscriberArgs => ({
  batch: { size, partialResponses: true },
  transform: {
    eventSourceMapping: (mapping) => {
      mapping.scalingConfig = { maximumConcurrency };
      return undefined;
    },
  },
});
