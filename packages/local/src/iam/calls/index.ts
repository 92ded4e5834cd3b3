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
const all = Object.entries({
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
}).map(([service, asks]) => [service, new Map<string, unknown>(Object.entries(asks))] as const);
const byService = new Map(all);

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
