import { z } from "zod";
import type { GraphData } from "../graphData.ts";
import type { RuleWiring, TargetWiring, Wiring } from "../wiring.ts";
import { jsonObject, nameIn, propertiesOf } from "./resources.ts";

const Bus = z.object({ name: z.string(), arn: z.string() });

export const busesOf = (graph: GraphData): Wiring["buses"] =>
  propertiesOf(graph, "aws:cloudwatch/eventBus:EventBus", Bus);

const Rule = z.object({
  name: z.string(),
  arn: z.string(),
  eventBusName: z.string().default("default"),
  state: z.enum(["ENABLED", "DISABLED"]).default("ENABLED"),
  eventPattern: jsonObject,
});

const Target = z.object({
  rule: z.string(),
  eventBusName: z.string().default("default"),
  targetId: z.string(),
  arn: z.string(),
  roleArn: z.string().optional(),
  deadLetterConfig: z.object({ arn: z.string().optional() }).optional(),
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
  retryPolicy: z
    .object({ maximumRetryAttempts: z.number().default(185), maximumEventAgeInSeconds: z.number().default(86_400) })
    .prefault({}),
  input: z.string().optional(),
  inputPath: z.string().optional(),
  inputTransformer: z
    .object({ inputPaths: z.record(z.string(), z.string()).default({}), inputTemplate: z.string() })
    .optional(),
});

export function rulesOf(graph: GraphData): readonly RuleWiring[] {
  const targets = propertiesOf(graph, "aws:cloudwatch/eventTarget:EventTarget", Target);
  return propertiesOf(graph, "aws:cloudwatch/eventRule:EventRule", Rule).map((rule) => {
    const bus = nameIn(rule.eventBusName);
    return {
      name: rule.name,
      arn: rule.arn,
      bus,
      enabled: rule.state === "ENABLED",
      pattern: rule.eventPattern,
      targets: targets
        .filter((target) => target.rule === rule.name && nameIn(target.eventBusName) === bus)
        .map(targetOf),
    };
  });
}

function targetOf(target: z.infer<typeof Target>): TargetWiring {
  const { roleArn, input, inputPath, inputTransformer } = target;
  const deadLetterArn = target.deadLetterConfig?.arn;
  return {
    id: target.targetId,
    arn: target.arn,
    ...(roleArn !== undefined && { roleArn }),
    ...(deadLetterArn !== undefined && { deadLetterArn }),
    retry: {
      maximumAttempts: target.retryPolicy.maximumRetryAttempts,
      maximumAgeSeconds: target.retryPolicy.maximumEventAgeInSeconds,
    },
    ...(input !== undefined && { input }),
    ...(inputPath !== undefined && { inputPath }),
    ...(inputTransformer && {
      inputTransformer: { paths: inputTransformer.inputPaths, template: inputTransformer.inputTemplate },
    }),
  };
}
