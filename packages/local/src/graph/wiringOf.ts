import { z } from "zod";
import type { GraphData } from "./graphData.ts";
import { eventSourcesOf, functionsOf } from "./wiring/functions.ts";
import { configurationSetsOf } from "./wiring/mail.ts";
import { queuesOf } from "./wiring/queues.ts";
import { propertiesOf } from "./wiring/resources.ts";
import { rolesOf } from "./wiring/roles.ts";
import { busesOf, rulesOf } from "./wiring/rules.ts";
import { schedulesOf } from "./wiring/schedules.ts";
import { tablesOf } from "./wiring/tables.ts";
import { subscriptionsOf, topicsOf } from "./wiring/topics.ts";
import type { Wiring } from "./wiring.ts";

/**
 * What the local region builds itself from, read from the synthesised graph.
 * @throws if the graph holds something that the local region has no counterpart of: what runs locally is what deploys.
 */
export function wiringOf(graph: GraphData): Wiring {
  refuseUnknown(graph);
  const functions = functionsOf(graph);
  return {
    app: graph.app.name,
    stage: graph.app.stage,
    region: graph.region,
    account: graph.account,
    functions,
    eventSources: eventSourcesOf(graph, functions),
    queues: queuesOf(graph),
    topics: topicsOf(graph),
    subscriptions: subscriptionsOf(graph),
    buses: busesOf(graph),
    rules: rulesOf(graph),
    scheduleGroups: propertiesOf(graph, "aws:scheduler/scheduleGroup:ScheduleGroup", NameAndArn),
    schedules: schedulesOf(graph),
    roles: rolesOf(graph),
    tables: tablesOf(graph),
    identities: propertiesOf(graph, "aws:sesv2/emailIdentity:EmailIdentity", Identity).map((identity) => ({
      name: identity.emailIdentity,
      arn: identity.arn,
    })),
    configurationSets: configurationSetsOf(graph),
  };
}

const NameAndArn = z.object({ name: z.string(), arn: z.string() });
const Identity = z.object({ emailIdentity: z.string(), arn: z.string() });

const wired: ReadonlySet<string> = new Set([
  "aws:cloudwatch/eventBus:EventBus",
  "aws:cloudwatch/eventRule:EventRule",
  "aws:cloudwatch/eventTarget:EventTarget",
  "aws:dynamodb/table:Table",
  "aws:iam/policy:Policy",
  "aws:iam/role:Role",
  "aws:iam/rolePolicy:RolePolicy",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  "aws:lambda/eventSourceMapping:EventSourceMapping",
  "aws:lambda/function:Function",
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
  "aws:lambda/functionUrl:FunctionUrl",
  "aws:lambda/permission:Permission",
  "aws:scheduler/schedule:Schedule",
  "aws:scheduler/scheduleGroup:ScheduleGroup",
  "aws:sesv2/configurationSet:ConfigurationSet",
  "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination",
  "aws:sesv2/emailIdentity:EmailIdentity",
  "aws:sns/topic:Topic",
  "aws:sns/topicPolicy:TopicPolicy",
  "aws:sns/topicSubscription:TopicSubscription",
  "aws:sqs/queue:Queue",
  "aws:sqs/queuePolicy:QueuePolicy",
]);

/** Without a counterpart and without an effect on how messages flow. */
const withoutEffect: ReadonlySet<string> = new Set([
  "aws:cloudwatch/dashboard:Dashboard",
  "aws:cloudwatch/logGroup:LogGroup",
  "aws:cloudwatch/metricAlarm:MetricAlarm",
  "aws:kms/key:Key",
  "aws:s3/bucketObjectv2:BucketObjectv2",
]);

function refuseUnknown(graph: GraphData) {
  const unknown = graph.resources
    .filter(({ custom, type }) => custom && type.startsWith("aws:") && !wired.has(type) && !withoutEffect.has(type))
    .map(({ type, name }) => `${name} (${type})`);
  if (unknown.length === 0) return;
  throw new Error(
    `The local region has no counterpart of ${unknown.join(", ")}. ` +
      "Wire it in packages/local/src/graph/wiring/, or list it in wiringOf.ts as without effect.",
  );
}
