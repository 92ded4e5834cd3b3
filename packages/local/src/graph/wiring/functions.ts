import { z } from "zod";
import type { GraphData } from "../graphData.ts";
import type { EventSourceWiring, FunctionWiring } from "../wiring.ts";
import { nameIn, propertiesOf } from "./resources.ts";

const LambdaFunction = z.object({
  logicalName: z.string(),
  name: z.string(),
  arn: z.string(),
  role: z.string(),
  timeout: z.number(),
  memorySize: z.number(),
  environment: z.object({ variables: z.record(z.string(), z.string()) }).optional(),
  loggingConfig: z.object({ logGroup: z.string().optional() }).optional(),
});

const EventInvokeConfig = z.object({
  functionName: z.string(),
  maximumRetryAttempts: z.number().optional(),
  maximumEventAgeInSeconds: z.number().optional(),
  destinationConfig: z.object({ onFailure: z.object({ destination: z.string() }).optional() }).optional(),
});

const Permission = z.object({
  action: z.enum(["lambda:InvokeFunction", "lambda:InvokeFunctionUrl"]),
  function: z.string(),
  principal: z.string(),
  sourceArn: z.string().optional(),
  functionUrlAuthType: z.string().optional(),
  invokedViaFunctionUrl: z.boolean().default(false),
});
type Permission = z.infer<typeof Permission>;

const throughUrl = ({ action, invokedViaFunctionUrl }: Permission) =>
  action === "lambda:InvokeFunctionUrl" || invokedViaFunctionUrl;

export function functionsOf(graph: GraphData): readonly FunctionWiring[] {
  const eventInvokeConfigs = propertiesOf(
    graph,
    "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
    EventInvokeConfig,
  );
  const allPermissions = propertiesOf(graph, "aws:lambda/permission:Permission", Permission);
  const urls = propertiesOf(graph, "aws:lambda/functionUrl:FunctionUrl", FunctionUrl);
  return propertiesOf(graph, "aws:lambda/function:Function", LambdaFunction).map((fn) => {
    const build = graph.builds.find(({ functionID }) => `${functionID}Function` === fn.logicalName);
    if (!build) throw new Error(`The local region does not know the source of the function ${fn.name}`);
    const permissions = allPermissions.filter((permission) => nameIn(permission.function) === fn.name);
    const url = urls.find(({ functionName }) => nameIn(functionName) === fn.name);
    return {
      name: fn.name,
      arn: fn.arn,
      handler: build.handler,
      environment: fn.environment?.variables ?? {},
      timeoutSeconds: fn.timeout,
      memoryMb: fn.memorySize,
      roleArn: fn.role,
      ...(fn.loggingConfig?.logGroup !== undefined && { logGroup: fn.loggingConfig.logGroup }),
      copyFiles: build.copyFiles,
      asynchronous: asynchronous(eventInvokeConfigs.find((config) => nameIn(config.functionName) === fn.name)),
      invokers: permissions
        .filter((permission) => !throughUrl(permission))
        .map(({ principal, sourceArn }) => ({ principal, ...(sourceArn && { sourceArn }) })),
      ...(url && { url: { address: url.functionUrl, everybodyMay: throughUrlMay(permissions) } }),
    };
  });
}

// Strict in whom it lets in: the region asks for no signature, answers no preflight and streams nothing.
const FunctionUrl = z.object({
  functionName: z.string(),
  functionUrl: z.string().endsWith("/"),
  authorizationType: z.literal("NONE"),
  invokeMode: z.literal("BUFFERED").default("BUFFERED"),
  qualifier: z.undefined().optional(),
  cors: z.undefined({ error: "say `url: { cors: false }`: no page of another origin calls it" }).optional(),
});

/** What everybody may do through the function's URL. */
const throughUrlMay = (permissions: readonly Permission[]) =>
  permissions
    .filter((permission) => throughUrl(permission) && permission.principal === "*")
    .map(({ action }) => action)
    .sort();

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-configuring.html */
const byDefault = { maximumRetries: 2, maximumAgeSeconds: 6 * 60 * 60 };

function asynchronous(config: z.infer<typeof EventInvokeConfig> | undefined): FunctionWiring["asynchronous"] {
  const onFailureArn = config?.destinationConfig?.onFailure?.destination;
  return {
    maximumRetries: config?.maximumRetryAttempts ?? byDefault.maximumRetries,
    maximumAgeSeconds: config?.maximumEventAgeInSeconds ?? byDefault.maximumAgeSeconds,
    ...(onFailureArn && { onFailureArn }),
  };
}

// Strict in what it filters: a filter that went unread would let too much through.
const EventSourceMapping = z.object({
  eventSourceArn: z.string(),
  functionName: z.string(),
  batchSize: z.number().default(10),
  maximumBatchingWindowInSeconds: z.number().default(0),
  functionResponseTypes: z.array(z.string()).default([]),
  scalingConfig: z.object({ maximumConcurrency: z.number() }).optional(),
  filterCriteria: z.undefined().optional(),
});

export function eventSourcesOf(graph: GraphData, functions: readonly FunctionWiring[]): readonly EventSourceWiring[] {
  const mappings = propertiesOf(graph, "aws:lambda/eventSourceMapping:EventSourceMapping", EventSourceMapping);
  return mappings.map((mapping) => ({
    queueArn: mapping.eventSourceArn,
    functionArn: functions.find((fn) => fn.name === nameIn(mapping.functionName))?.arn ?? mapping.functionName,
    batchSize: mapping.batchSize,
    batchingWindowSeconds: mapping.maximumBatchingWindowInSeconds,
    partialResponses: mapping.functionResponseTypes.includes("ReportBatchItemFailures"),
    ...(mapping.scalingConfig && { maximumConcurrency: mapping.scalingConfig.maximumConcurrency }),
  }));
}
