import { footprint } from "./policy.ts";

/**
 * What a function needs for OpenTelemetry where the operators want it: the layer that registers it before the function is
 * loaded, and X-Ray's permissions, which AWS does not scope
 * (https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html). Nothing otherwise.
 *
 * Two layers of AWS's, each with a script of its own
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Application-Signals-Enable-Lambda.html,
 * https://aws-otel.github.io/docs/getting-started/lambda/lambda-js).
 */
export function traced(args: sst.aws.FunctionArgs): void {
  const layer = footprint.operators?.traces;
  if (layer === undefined) return;
  args.layers = [layer];
  args.environment = $output(args.environment).apply((own) => ({
    ...own,
    AWS_LAMBDA_EXEC_WRAPPER: layer.includes(":layer:aws-otel-nodejs") ? "/opt/otel-handler" : "/opt/otel-instrument",
  }));
  args.permissions = $output(args.permissions).apply((own) => [
    ...(own ?? []),
    { actions: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], resources: ["*"] },
  ]);
  const { transform } = args;
  args.transform = {
    ...transform,
    function: (fn, options, name) => {
      if (typeof transform?.function === "function") transform.function(fn, options, name);
      else Object.assign(fn, transform?.function);
      fn.tracingConfig = { mode: "Active" };
      return undefined;
    },
  };
}
