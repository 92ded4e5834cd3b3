import type { Filter } from "../../matching/filterPolicy.ts";
import type { Attributes } from "../sqs/messages.ts";

export interface Topic {
  readonly name: string;
  readonly arn: string;
}

export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: string;
  readonly endpoint: string;
  /** SQS gets the message itself with its attributes, not the envelope. */
  readonly raw: boolean;
  readonly filter?: Filter;
  readonly deadLetterArn?: string;
}

export interface Notification {
  readonly id: string;
  readonly topicArn: string;
  readonly message: string;
  readonly subject?: string;
  readonly attributes: Attributes;
  /** Epoch milliseconds, simulated. */
  readonly publishedAt: number;
}
