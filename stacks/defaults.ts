import { imported } from "./imported.ts";
import { physicalName } from "./names.ts";
import { shippedPolicy } from "./policy.ts";
import { traced } from "./traces.ts";

const { rebundle } = await imported<typeof import("../packages/functions/bundling/rebundle.ts")>(
  "packages/functions/bundling/rebundle.ts",
);

const lambdaOnly = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

$transform(sst.aws.Function, (args, _options, name) => {
  args.runtime ??= "nodejs24.x";
  args.architecture ??= "arm64";
  args.memory ??= "512 MB";
  const logs = logGroup(name);
  args.logging ??= { format: "json", logGroup: logs.name };
  args.permissions = $output(args.permissions).apply((own) => [
    ...(own ?? []),
    { actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: [$interpolate`${logs.arn}:*`] },
  ]);
  args.copyFiles ??= [shippedPolicy];
  const { handler } = args;
  if (typeof handler === "string") {
    args.hook ??= { postbuild: (directory) => rebundle(handler, directory, $cli.paths.root) };
  }
  traced(args);
  if ($dev) return;
  // SST's role also trusts the account's root, even when deployed: function.ts tests `!dev` on an Output.
  const own = args.transform?.role;
  args.transform = {
    ...args.transform,
    role: (role, options, name) => {
      if (typeof own === "function") own(role, options, name);
      else Object.assign(role, own);
      role.assumeRolePolicy = lambdaOnly;
      // AWS's policy for logs is for every log group of the account.
      role.managedPolicyArns = [];
      return undefined;
    },
  };
});

// What SQS does by default, said for those who review it. Its own key lets SNS, EventBridge and Scheduler send without a
// permission on a key
// (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-sqs-sse-queue.html).
$transform(aws.sqs.Queue, (args) => {
  if (args) args.sqsManagedSseEnabled ??= true;
});

/** Where a function logs; made beforehand, so that its role needs to write there only. */
function logGroup(name: string) {
  return new aws.cloudwatch.LogGroup(`${name}Logs`, {
    name: `/aws/lambda/${physicalName(128, name)}`,
    retentionInDays: $app.stage === "production" ? 365 : 30,
  });
}
