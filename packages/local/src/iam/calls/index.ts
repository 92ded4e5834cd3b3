import type { Asked } from "./asks.ts";
import { autoScalingAsks } from "./autoscaling.ts";
import { dynamodbAsks } from "./dynamodb.ts";
import { ec2Asks } from "./ec2.ts";
import type { Facts } from "./facts.ts";
import { eventsAsks, sesAsks, snsAsks, sqsAsks } from "./messaging.ts";
import { imageBuilderAsks, lambdaAsks, stsAsks } from "./others.ts";
import { schedulerAsks } from "./scheduler.ts";
import { ssmAsks } from "./ssm.ts";

type Ask = (input: unknown, facts: Facts) => readonly Asked[];

/** By service, as in IAM's actions, then by operation. The input is what the operation's schema has read. */
const services = {
  autoscaling: autoScalingAsks,
  dynamodb: dynamodbAsks,
  ec2: ec2Asks,
  events: eventsAsks,
  imagebuilder: imageBuilderAsks,
  lambda: lambdaAsks,
  scheduler: schedulerAsks,
  ses: sesAsks,
  sns: snsAsks,
  sqs: sqsAsks,
  ssm: ssmAsks,
  sts: stsAsks,
};

const byService = new Map(
  Object.entries(services).map(([name, asks]) => [name, new Map<string, unknown>(Object.entries(asks))]),
);

/** What a call asks for; undefined: nobody has written it down. */
export function askedBy(
  service: string,
  operation: string,
  input: unknown,
  facts: Facts,
): readonly Asked[] | undefined {
  const ask = byService.get(service)?.get(operation);
  return typeof ask === "function" ? (ask as Ask)(input, facts) : undefined;
}
