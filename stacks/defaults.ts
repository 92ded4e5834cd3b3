import { imported } from "./imported.ts";
import { shippedPolicy } from "./policy.ts";

const { rebundle } = await imported<typeof import("../packages/functions/bundling/rebundle.ts")>(
  "packages/functions/bundling/rebundle.ts",
);

const lambdaOnly = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

$transform(sst.aws.Function, (args) => {
  args.runtime ??= "nodejs24.x";
  args.architecture ??= "arm64";
  args.memory ??= "512 MB";
  args.logging ??= { format: "json", retention: $app.stage === "production" ? "1 year" : "1 month" };
  args.copyFiles ??= [shippedPolicy];
  const { handler } = args;
  if (typeof handler === "string") {
    args.hook ??= { postbuild: (directory) => rebundle(handler, directory, $cli.paths.root) };
  }
  if ($dev) return;
  // SST's role also trusts the account's root, even when deployed: function.ts tests `!dev` on an Output.
  const own = args.transform?.role;
  args.transform = {
    ...args.transform,
    role: (role, options, name) => {
      if (typeof own === "function") own(role, options, name);
      else Object.assign(role, own);
      role.assumeRolePolicy = lambdaOnly;
      return undefined;
    },
  };
});
