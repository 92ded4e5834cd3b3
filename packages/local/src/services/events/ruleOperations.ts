import type { RegionContext } from "../../context.ts";
import { AwsError } from "../../endpoint/operations.ts";
import { problemIn } from "../../matching/check.ts";
import { isObject, type Json, type JsonObject } from "../../matching/json.ts";
import type { Events } from "./events.ts";
import { type Buses, busName, type Rule, ruleKey } from "./model.ts";

export function ruleOperations(
  { account, region }: Pick<RegionContext, "account" | "region">,
  known: Buses,
): Events["operations"] {
  const { buses, rules } = known;
  const switchTo = (enabled: boolean, name: string | undefined, bus: string | undefined) => {
    const rule = existingRule(known, name, bus);
    rules.set(ruleKey(rule.bus, rule.name), { ...rule, enabled });
    return {};
  };
  const told = (rule: Rule) => ({
    Name: rule.name,
    Arn: rule.arn,
    EventBusName: rule.bus,
    State: rule.enabled ? ("ENABLED" as const) : ("DISABLED" as const),
    EventPattern: JSON.stringify(rule.pattern),
    ...(rule.description !== undefined && { Description: rule.description }),
  });

  return {
    PutRule: ({ Name = "", EventBusName, EventPattern, ScheduleExpression, State, Description }) => {
      if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(Name))
        throw new AwsError("ValidationException", "Parameter Name is not valid.");
      if (ScheduleExpression) {
        throw new AwsError("ValidationException", "Scheduled rules are not part of the local region: use a schedule.");
      }
      const bus = busName(EventBusName);
      if (!buses.has(bus)) throw new AwsError("ResourceNotFoundException", `Event bus ${bus} does not exist.`);
      const key = ruleKey(bus, Name);
      const arn = `arn:aws:events:${region}:${account}:rule/${bus === "default" ? "" : `${bus}/`}${Name}`;
      rules.set(key, {
        name: Name,
        arn: rules.get(key)?.arn ?? arn,
        bus,
        enabled: State !== "DISABLED",
        pattern: patternIn(EventPattern),
        targets: rules.get(key)?.targets ?? new Map(),
        ...(Description !== undefined && { description: Description }),
      });
      return { RuleArn: rules.get(key)?.arn ?? arn };
    },

    DescribeRule: ({ Name, EventBusName }) => told(existingRule(known, Name, EventBusName)),

    ListRules: ({ NamePrefix = "", EventBusName }) => ({
      Rules: [...rules.values()]
        .filter(({ bus, name }) => bus === busName(EventBusName) && name.startsWith(NamePrefix))
        .map(told),
    }),

    EnableRule: ({ Name, EventBusName }) => switchTo(true, Name, EventBusName),
    DisableRule: ({ Name, EventBusName }) => switchTo(false, Name, EventBusName),

    DeleteRule: ({ Name = "", EventBusName }) => {
      const key = ruleKey(busName(EventBusName), Name);
      // Deleting what is not there is no error; deleting what still has targets is.
      if (rules.get(key)?.targets.size) {
        throw new AwsError("ValidationException", "Rule can't be deleted since it has targets.");
      }
      rules.delete(key);
      return {};
    },
  };
}

/** @throws AwsError ResourceNotFoundException */
export function existingRule({ rules }: Buses, name = "", bus?: string): Rule {
  const rule = rules.get(ruleKey(busName(bus), name));
  if (rule) return rule;
  throw new AwsError("ResourceNotFoundException", `Rule ${name} does not exist on EventBus ${busName(bus)}.`);
}

/** @throws AwsError InvalidEventPatternException */
export function patternIn(text = ""): JsonObject {
  let pattern: Json = null;
  try {
    pattern = JSON.parse(text);
  } catch {
    // Not JSON is as wrong as any other non-object.
  }
  const problem = problemIn(pattern);
  if (problem === undefined && isObject(pattern)) return pattern;
  throw new AwsError("InvalidEventPatternException", `Event pattern is not valid. Reason: ${problem}`);
}
