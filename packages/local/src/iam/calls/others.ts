import type { Asks } from "./asks.ts";

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2imagebuilder.html */
export const imageBuilderAsks: Asks<typeof import("@aws-sdk/client-imagebuilder")> = {
  GetImage: ({ imageBuildVersionArn = "*" }) => [
    { action: "imagebuilder:GetImage", resource: imageBuildVersionArn, context: {} },
  ],
};

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html */
export const lambdaAsks: Asks<typeof import("@aws-sdk/client-lambda")> = {
  Invoke: ({ FunctionName = "" }, facts) => {
    const name = /(?:^|function:)([\w-]+)(?::[\w$-]+)?$/.exec(FunctionName)?.[1] ?? FunctionName;
    return [{ action: "lambda:InvokeFunction", resource: facts.arn("lambda", `function:${name}`), context: {} }];
  },
};

/** "No permissions are required" (https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html). */
export const stsAsks: Asks<typeof import("@aws-sdk/client-sts")> = {
  GetCallerIdentity: () => [],
};
