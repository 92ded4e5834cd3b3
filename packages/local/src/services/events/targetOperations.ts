import { AwsError } from "../../endpoint/operations.ts";
import type { Events } from "./events.ts";
import { type Buses, type Rule, ruleKey, type Target } from "./model.ts";
import { existingRule } from "./ruleOperations.ts";

type Put = NonNullable<Events["operations"]["PutTargets"]>;
type Given = NonNullable<Parameters<Put>[0]["Targets"]>[number];

/** What rules hand their events to. */
export function targetOperations(known: Buses): Events["operations"] {
  const change = (rule: Rule, targets: Rule["targets"]) =>
    known.rules.set(ruleKey(rule.bus, rule.name), { ...rule, targets });

  return {
    PutTargets: ({ Rule: name, EventBusName, Targets = [] }) => {
      const rule = existingRule(known, name, EventBusName);
      change(rule, new Map([...rule.targets, ...Targets.map(targetOf).map((target) => [target.id, target] as const)]));
      return { FailedEntryCount: 0, FailedEntries: [] };
    },

    RemoveTargets: ({ Rule: name, EventBusName, Ids = [] }) => {
      const rule = existingRule(known, name, EventBusName);
      change(rule, new Map([...rule.targets].filter(([id]) => !Ids.includes(id))));
      return { FailedEntryCount: 0, FailedEntries: [] };
    },

    ListTargetsByRule: ({ Rule: name, EventBusName }) => ({
      Targets: [...existingRule(known, name, EventBusName).targets.values()].map(told),
    }),
  };
}

function targetOf(given: Given): Target {
  const { Id = "", Arn = "", RoleArn, DeadLetterConfig, RetryPolicy, Input, InputPath, InputTransformer } = given;
  const shapes = [Input, InputPath, InputTransformer].filter((shape) => shape !== undefined);
  if (shapes.length > 1) {
    throw new AwsError(
      "ValidationException",
      `Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`,
    );
  }
  return {
    id: Id,
    arn: Arn,
    retry: {
      maximumAttempts: RetryPolicy?.MaximumRetryAttempts ?? 185,
      maximumAgeSeconds: RetryPolicy?.MaximumEventAgeInSeconds ?? 86_400,
    },
    ...(RoleArn !== undefined && { roleArn: RoleArn }),
    ...(DeadLetterConfig?.Arn !== undefined && { deadLetterArn: DeadLetterConfig.Arn }),
    ...(Input !== undefined && { input: Input }),
    ...(InputPath !== undefined && { inputPath: InputPath }),
    ...(InputTransformer && {
      inputTransformer: { paths: InputTransformer.InputPathsMap ?? {}, template: InputTransformer.InputTemplate ?? "" },
    }),
  };
}

const told = (target: Target): Given => ({
  Id: target.id,
  Arn: target.arn,
  ...(target.roleArn !== undefined && { RoleArn: target.roleArn }),
  ...(target.deadLetterArn !== undefined && { DeadLetterConfig: { Arn: target.deadLetterArn } }),
  ...(target.input !== undefined && { Input: target.input }),
  ...(target.inputPath !== undefined && { InputPath: target.inputPath }),
  ...(target.inputTransformer && {
    InputTransformer: {
      InputPathsMap: target.inputTransformer.paths,
      InputTemplate: target.inputTransformer.template,
    },
  }),
  RetryPolicy: {
    MaximumRetryAttempts: target.retry.maximumAttempts,
    MaximumEventAgeInSeconds: target.retry.maximumAgeSeconds,
  },
});
