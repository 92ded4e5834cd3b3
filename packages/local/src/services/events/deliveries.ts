import type { RegionContext } from "../../context.ts";
import type { InvokeAsynchronously } from "../../functions/asynchronous.ts";
import type { FunctionWiring } from "../../graph/wiring.ts";
import type { Sns } from "../sns/sns.ts";
import type { Sqs } from "../sqs/sqs.ts";
import type { BusEvent } from "./event.ts";
import { inputOf } from "./input.ts";
import type { Rule, Target } from "./model.ts";

export interface DeliveryOptions {
  readonly context: Pick<RegionContext, "log">;
  readonly sqs: Pick<Sqs, "deliver">;
  readonly sns: Pick<Sns, "publish">;
  readonly functions: readonly Pick<FunctionWiring, "name" | "arn" | "invokers">[];
  readonly invoke: InvokeAsynchronously;
  /** Hands an event to another bus; false: no such bus. */
  readonly forward: (busArn: string, event: BusEvent) => boolean;
}

interface Failure {
  readonly code: "NO_RESOURCE" | "NO_PERMISSIONS";
  readonly message: string;
}

const eventBridge = "events.amazonaws.com";

/** Brings an event to a target of a rule that it matched. */
export function deliverTo(options: DeliveryOptions) {
  return (rule: Rule, target: Target, event: BusEvent): void => {
    const failure = attempt(rule, target, event);
    if (failure) giveUp(rule, target, event, failure);
  };

  function attempt(rule: Rule, target: Target, event: BusEvent): Failure | undefined {
    const [, , service] = target.arn.split(":");
    const missing: Failure = { code: "NO_RESOURCE", message: `${target.arn} does not exist.` };
    switch (service) {
      case "sqs": {
        const sender = { service: eventBridge, sourceArn: rule.arn };
        const outcome = options.sqs.deliver(target.arn, { body: inputOf(target, event, rule) }, sender);
        if (outcome === "missing") return missing;
        return outcome === "refused" ? refused(`the policy of ${target.arn} does not admit the rule`) : undefined;
      }
      case "lambda": {
        const found = options.functions.find(({ arn }) => arn === target.arn);
        if (!found) return missing;
        if (!mayInvoke(rule, found)) return refused(`the policy of ${target.arn} does not let the rule invoke it`);
        options.invoke(found.name, inputOf(target, event, rule));
        return undefined;
      }
      case "sns":
        return options.sns.publish(target.arn, inputOf(target, event, rule)) ? undefined : missing;
      case "events":
        return options.forward(target.arn, event) ? undefined : missing;
      default:
        return { code: "NO_RESOURCE", message: `targets of ${service} are not part of the local region.` };
    }
  }

  // A target that is gone or closed is not tried again: that would change nothing
  // (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html).
  function giveUp(rule: Rule, target: Target, event: BusEvent, { code, message }: Failure): void {
    const text = (StringValue: string) => ({ DataType: "String", StringValue });
    const attributes = {
      RULE_ARN: text(rule.arn),
      TARGET_ARN: text(target.arn),
      ERROR_CODE: text(code),
      ERROR_MESSAGE: text(message),
      RETRY_ATTEMPTS: text("0"),
    };
    const sender = { service: eventBridge, sourceArn: rule.arn };
    const dead = { body: JSON.stringify(event), attributes, deadLetter: true };
    const saved =
      target.deadLetterArn !== undefined && options.sqs.deliver(target.deadLetterArn, dead, sender) === "delivered";
    options.context.log({
      level: "error",
      from: "events",
      message: `rule ${rule.name} could not hand over an event: ${message} It ${saved ? `goes to ${target.deadLetterArn}` : "is lost"}`,
      fields: { code, event: { ...event } },
    });
  }
}

const refused = (message: string): Failure => ({ code: "NO_PERMISSIONS", message: `${message}.` });

const mayInvoke = (rule: Rule, { invokers }: Pick<FunctionWiring, "invokers">): boolean =>
  invokers.some(
    ({ principal, sourceArn }) => principal === eventBridge && (sourceArn === undefined || sourceArn === rule.arn),
  );
