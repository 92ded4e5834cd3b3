import type { LogEntry } from "../context.ts";
import type { EventSourceWiring, FunctionWiring } from "../graph/wiring.ts";
import type { Sqs } from "../services/sqs/sqs.ts";
import type { Authority } from "./authority.ts";
import type { Caller } from "./authorize.ts";
import type { Request } from "./question.ts";

type Named = Pick<FunctionWiring, "name" | "arn" | "roleArn" | "logGroup">;

/** The function as AWS sees it when it calls. */
export function callerOf({ name, roleArn }: Pick<FunctionWiring, "name" | "roleArn">): Caller {
  const [, , , , account = ""] = roleArn.split(":");
  const session = `arn:aws:sts::${account}:assumed-role/${roleArn.split("/").at(-1)}/${name}`;
  return { name, principal: { kind: "role", role: roleArn, session } };
}

/**
 * What Lambda itself does in a function's name.
 * @throws if Lambda may not assume the role of a function: it could not be deployed
 */
export function actingFor(functions: readonly Named[], authority: Authority) {
  for (const fn of functions) checkTrust(fn, authority);
  const known = new Map(functions.map((fn) => [fn.arn, fn]));
  const writers = new Map(functions.map((fn) => [fn.name, once((action) => mayLog(fn, action, authority))]));

  return {
    /** The log, without what functions say that may not write there: Lambda runs them, and what they say is lost. */
    logging:
      (log: (entry: LogEntry) => void) =>
      (entry: LogEntry): void => {
        const may = writers.get(entry.from);
        if (!may || (may("logs:CreateLogStream") && may("logs:PutLogEvents"))) log(entry);
      },

    /**
     * The queues as Lambda reads them for one event source mapping. Without its permissions it receives nothing, and what
     * it may not delete comes back
     * (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-permissions).
     */
    consuming<Queues extends Pick<Sqs, "receive" | "remove">>(queues: Queues, source: EventSourceWiring): Queues {
      const fn = known.get(source.functionArn);
      if (!fn) return queues;
      const may = once((action) => authority.allows(fn.name, onQueue(fn, action, source.queueArn)));
      return {
        ...queues,
        receive: (queueArn, max) =>
          may("sqs:GetQueueAttributes") && may("sqs:ReceiveMessage") ? queues.receive(queueArn, max) : [],
        remove: (queueArn, receiptHandle) => {
          if (may("sqs:DeleteMessage")) queues.remove(queueArn, receiptHandle);
        },
      };
    },

    /** Whether Lambda may put the record of a failed event into the function's on-failure destination. */
    maySendFailures: (fn: Named, queueArn: string): boolean =>
      authority.allows(fn.name, onQueue(fn, "sqs:SendMessage", queueArn)),
  };
}

const onQueue = (fn: Named, action: string, resource: string): Request => ({
  principal: callerOf(fn).principal,
  action,
  resource,
  context: { "aws:PrincipalArn": fn.roleArn },
});

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html */
function mayLog(
  { name, roleArn, logGroup = `/aws/lambda/${name}`, ...fn }: Named,
  action: string,
  authority: Authority,
): boolean {
  const [, , , region = "", account = ""] = fn.arn.split(":");
  const resource = `arn:aws:logs:${region}:${account}:log-group:${logGroup}:log-stream:local`;
  const { principal } = callerOf({ name, roleArn });
  return authority.allows(name, { principal, action, resource, context: { "aws:PrincipalArn": roleArn } });
}

/** Lambda polls and logs without end: the answer is always the same. */
function once(answer: (action: string) => boolean): (action: string) => boolean {
  const known = new Map<string, boolean>();
  return (action) => {
    const found = known.get(action) ?? answer(action);
    known.set(action, found);
    return found;
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html */
function checkTrust({ name, roleArn }: Named, authority: Authority): void {
  const [, , , , account = ""] = roleArn.split(":");
  const trusted = authority.allows("Lambda", {
    principal: { kind: "service", service: "lambda.amazonaws.com" },
    action: "sts:AssumeRole",
    resource: roleArn,
    context: { "aws:SourceAccount": account },
  });
  if (trusted) return;
  throw new Error(
    `${name} cannot be deployed: the role defined for the function cannot be assumed by Lambda. Let the trust policy of ${roleArn} name lambda.amazonaws.com`,
  );
}
