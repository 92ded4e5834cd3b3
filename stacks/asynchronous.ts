import { defaultBus } from "./channels.ts";
import { deadLetterQueue } from "./deadLetters.ts";
import { admit } from "./queuePolicy.ts";
import { watchDestination, watchFunction, watchRule } from "./watch.ts";

type Pattern = NonNullable<$util.Unwrap<sst.aws.BusSubscriberArgs["pattern"]>>;

/**
 * A function whose invokers do not wait for it. What it fails on three times goes to the dead-letter queue `<name>Dlq`,
 * with its error.
 */
export function asynchronous(name: string, args: sst.aws.FunctionArgs) {
  const deadLetters = deadLetterQueue(`${name}Dlq`);
  const fn = new sst.aws.Function(name, {
    ...args,
    retries: 2,
    permissions: $output(args.permissions).apply((own) => [
      ...(own ?? []),
      { actions: ["sqs:SendMessage"], resources: [deadLetters.arn] },
    ]),
    transform: {
      eventInvokeConfig: { destinationConfig: { onFailure: { destination: deadLetters.arn } } },
    },
  });
  watchFunction(name, fn);
  watchDestination(name, fn);
  return { fn, deadLetters };
}

/**
 * A function that the default bus invokes, one rule for each pattern. What EventBridge cannot hand over goes to the
 * function's dead-letter queue too.
 */
export function onDefaultBus(name: string, patterns: Readonly<Record<string, Pattern>>, args: sst.aws.FunctionArgs) {
  const { fn, deadLetters } = asynchronous(name, args);
  const rules = Object.entries(patterns).map(([rule, pattern]) =>
    sst.aws.Bus.subscribe(rule, defaultBus, fn, {
      pattern,
      transform: { target: { deadLetterConfig: { arn: deadLetters.arn } } },
    }),
  );
  admit(
    `${name}DlqPolicy`,
    deadLetters,
    rules.map((rule) => ({ service: "events.amazonaws.com", arn: rule.nodes.rule.arn })),
  );
  for (const [i, rule] of Object.keys(patterns).entries())
    watchRule(rule, { RuleName: rules[i]?.nodes.rule.name ?? "" });
  return fn;
}
