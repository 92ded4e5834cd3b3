import type { GraphData, Resource } from "../../../../packages/local/src/graph/graphData.ts";

/** A graph of these resources, with everything that a test does not speak of left plain. */
export const aGraph = (resources: readonly Resource[], builds: GraphData["builds"] = []): GraphData => ({
  app: { name: "ami-refresh", stage: "test", removal: "remove", protect: false },
  region: "eu-west-2",
  account: "123456789012",
  outputs: {},
  resources: [...resources],
  builds,
});

/** `inputs`: what the stacks ask for; `outputs`: what AWS adds. */
export const aResource = (
  type: string,
  name: string,
  inputs: Resource["inputs"],
  outputs: Resource["outputs"] = {},
): Resource => ({
  urn: `urn:pulumi:test::ami-refresh::${type}::${name}`,
  type,
  name,
  custom: true,
  inputs,
  outputs,
  secrets: [],
  dependsOn: [],
  options: { protect: false, retainOnDelete: false, ignoreChanges: [] },
});

export const aQueue = (name: string, inputs: Resource["inputs"] = {}): Resource =>
  aResource(
    "aws:sqs/queue:Queue",
    name,
    { name, ...inputs },
    {
      arn: `arn:aws:sqs:eu-west-2:123456789012:${name}`,
      url: `https://sqs.eu-west-2.amazonaws.com/123456789012/${name}`,
    },
  );

export const aRole = (name: string, inputs: Resource["inputs"] = {}): Resource =>
  aResource(
    "aws:iam/role:Role",
    name,
    {
      name,
      assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
      }),
      ...inputs,
    },
    { arn: `arn:aws:iam::123456789012:role/${name}` },
  );

export const aPolicy = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
