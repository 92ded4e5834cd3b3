import { SQSClient } from "@aws-sdk/client-sqs";

/** Calls the Region's endpoint, as every other client does, and not the host that a queue's URL names. */
export const sqs = () => new SQSClient({ useQueueUrlAsEndpoint: false });
