import { execFileSync } from "node:child_process";
import { peakMemory } from "./peakMemory.ts";

export interface ColdStart {
  /** From the import of the module to the end of the first call of its handler. */
  readonly milliseconds: number;
  /** The most that the process ever held. */
  readonly megabytes: number;
}

/** What Lambda and the stacks set for any of the functions. Nobody answers at the endpoint. */
const environment = {
  AWS_REGION: "eu-west-2",
  AWS_ACCESS_KEY_ID: "bench",
  AWS_SECRET_ACCESS_KEY: "bench",
  AWS_ENDPOINT_URL: "http://127.0.0.1:1",
  AWS_LAMBDA_FUNCTION_NAME: "bench",
  SERVICE: "checkout",
  STAGE: "local",
  TABLE_NAME: "Rollouts",
  DIGEST_TARGETS: "{}",
  MAX_RECEIVES: "5",
  BUS_NAME: "Domain",
  TOPIC_ARN: "arn:aws:sns:eu-west-2:123456789012:Mailboxes",
  SCHEDULE_GROUP: "look-again",
  SCHEDULE_ROLE_ARN: "arn:aws:iam::123456789012:role/scheduler",
  MAILBOX_ARN: "arn:aws:sqs:eu-west-2:123456789012:mailbox",
  SCHEDULE_DLQ_ARN: "arn:aws:sqs:eu-west-2:123456789012:dlq",
  SLACK_TOKEN_PARAMETER: "/ami-refresh/slack-token",
  SLACK_SIGNING_SECRET_PARAMETER: "/ami-refresh/slack-signing-secret",
  QUEUE_URL: "https://sqs.eu-west-2.amazonaws.com/123456789012/interactions",
  LINKS_URL: "https://links.example.com/",
  LINK_SECRET_PARAMETER: "/ami-refresh/link-secret",
  PAGE_SECRET_PARAMETER: "/ami-refresh/page-secret",
  SENDER: "ami-refresh@example.com",
  CONFIGURATION_SET: "ami-refresh-bench",
  WEBHOOK_SECRETS: "/ami-refresh/webhooks/",
};

const program = `
const [file, event, task] = process.argv.slice(1);
console.log = console.warn = () => {};
const context = { invokedFunctionArn: "arn:aws:lambda:eu-west-2:123456789012:function:bench" };
const start = performance.now();
const { handler } = await import(file);
await handler?.(JSON.parse(event), context).catch(() => {});
const milliseconds = performance.now() - start;
process.stdout.write(JSON.stringify({ milliseconds, megabytes: ${peakMemory} }));
process.exit();
`;

/**
 * Starts a module in a process of its own and calls its handler, if it has one, with an event. `taskRoot` stands for
 * /var/task; `own`: what is in the environment of this function alone.
 */
export function coldStart(
  file: string,
  event: unknown,
  taskRoot: string,
  own: Readonly<Record<string, string>> = {},
): ColdStart {
  const args = ["--input-type=module", "--eval", program, file, JSON.stringify(event)];
  const env = { ...environment, ...own, LAMBDA_TASK_ROOT: taskRoot, HOME: taskRoot };
  return JSON.parse(execFileSync(process.execPath, args, { cwd: taskRoot, env, encoding: "utf8" }));
}
