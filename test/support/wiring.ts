import type { FunctionWiring } from "../../packages/local/src/graph/wiring.ts";

/** A function of the graph, with everything that a test does not speak of left plain. */
export function aFunction(name: string, more: Partial<FunctionWiring> = {}): FunctionWiring {
  return {
    name,
    arn: `arn:aws:lambda:eu-west-2:123456789012:function:${name}`,
    handler: `handlers/${name}.handler`,
    environment: {},
    timeoutSeconds: 20,
    memoryMb: 128,
    roleArn: `arn:aws:iam::123456789012:role/${name}`,
    copyFiles: [],
    asynchronous: { maximumRetries: 2, maximumAgeSeconds: 21_600 },
    invokers: [],
    ...more,
  };
}
