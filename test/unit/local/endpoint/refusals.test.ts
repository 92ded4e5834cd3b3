import { AwsError } from "@ami-refresh/local/endpoint/operations.ts";
import { service } from "@ami-refresh/local/endpoint/service.ts";
import * as autoscaling from "@aws-sdk/client-auto-scaling";
import * as dynamodb from "@aws-sdk/client-dynamodb";
import * as ec2 from "@aws-sdk/client-ec2";
import * as imagebuilder from "@aws-sdk/client-imagebuilder";
import * as lambda from "@aws-sdk/client-lambda";
import * as sqs from "@aws-sdk/client-sqs";
import * as ssm from "@aws-sdk/client-ssm";
import * as sts from "@aws-sdk/client-sts";
import { describe, expect, test } from "vitest";
import { recording, type Served, serving, signed } from "./serving.ts";

const post = (url: string, headers: Record<string, string>, body: string | Uint8Array<ArrayBuffer>) =>
  fetch(url, { method: "POST", headers, body });

const target = (name: string, signingName: string) => ({
  ...signed(signingName),
  "content-type": "application/x-amz-json-1.1",
  "x-amz-target": name,
});

describe("what the local region does not have is answered with 501", () => {
  const calls: [string, (client: Served["client"]) => Promise<unknown>, RegExp][] = [
    ["AWS JSON", (client) => new ssm.SSM(client).deleteParameter({ Name: "a" }), /not have ssm:DeleteParameter/],
    ["Query", (client) => new autoscaling.AutoScaling(client).describePolicies({}), /autoscaling:DescribePolicies/],
    ["EC2's Query", (client) => new ec2.EC2(client).describeVpcs({}), /not have ec2:DescribeVpcs/],
    ["REST JSON", (client) => new lambda.Lambda(client).listFunctions({}), /not have lambda:ListFunctions/],
    ["AWS JSON, no such service", (client) => new dynamodb.DynamoDB(client).listTables({}), /dynamodb:ListTables/],
    ["Query, no such service", (client) => new sts.STS(client).getCallerIdentity({}), /sts:GetCallerIdentity/],
    ["REST, no such service", (client) => new imagebuilder.Imagebuilder(client).listImages({}), /imagebuilder:/],
  ];
  test.each(calls)("%s", async (_protocol, ask, message) => {
    const services = [service(ssm, {}), service(autoscaling, {}), service(ec2, {}), service(lambda, {})];
    const { client, calls } = await serving({ services });

    await expect(ask(client)).rejects.toMatchObject({
      name: "NotImplemented",
      message: expect.stringMatching(message),
      $metadata: { httpStatusCode: 501 },
    });

    expect(calls).toEqual([expect.objectContaining({ error: "NotImplemented", message: expect.any(String) })]);
  });

  test("the first version of SES is not taken for the second", async () => {
    const { url } = await serving({ services: [service(await import("@aws-sdk/client-sesv2"), {})] });

    const answer = await post(
      url,
      { ...signed("ses"), "content-type": "application/x-www-form-urlencoded" },
      "Action=SendEmail&Version=2010-12-01&Source=a%40example.com",
    );

    expect(answer.status).toBe(501);
    expect(await answer.text()).toContain("ses:SendEmail");
  });

  test("S3 is told in S3's XML", async () => {
    const { url } = await serving({});

    const answer = await fetch(`${url}/bucket/key`, { headers: signed("s3") });

    expect(answer.status).toBe(501);
    expect(await answer.text()).toMatch(/^<Error><Code>NotImplemented<\/Code><Message>.*s3:GET \/bucket\/key/);
  });
});

describe("credentials", () => {
  const keyed = (client: Served["client"], accessKeyId: string) => ({
    ...client,
    credentials: { accessKeyId, secretAccessKey: "secret" },
  });

  test("a key of a real account is refused before anything is read of the request, and not repeated", async () => {
    const { service, given } = recording(sqs, { ListQueues: () => ({}) });
    const identity = recording(sts, { GetCallerIdentity: () => ({}) });
    const { client } = await serving({ services: [service, identity.service] });
    const [permanent, temporary] = ["AKIAZ2J4X6Y8W0QRSTUV", "ASIAZ2J4X6Y8W0QRSTUV"];

    await expect(new sqs.SQS(keyed(client, permanent)).listQueues({})).rejects.toMatchObject({
      name: "UnrecognizedClientException",
      message: expect.stringMatching(/takes any test key(?!.*AKIA)/),
      $metadata: { httpStatusCode: 403 },
    });
    await expect(new sts.STS(keyed(client, temporary)).getCallerIdentity({})).rejects.toMatchObject({
      name: "InvalidClientTokenId",
      message: expect.stringMatching(/takes any test key(?!.*ASIA)/),
      $metadata: { httpStatusCode: 403 },
    });
    expect([...given, ...identity.given]).toEqual([]);
  });

  test("a key of AWS's documentation is as good as any", async () => {
    const { service, given } = recording(sqs, { ListQueues: () => ({}) });
    const { client } = await serving({ services: [service] });

    await new sqs.SQS(keyed(client, "AKIAIOSFODNN7EXAMPLE")).listQueues({});

    expect(given[0]?.context.accessKeyId).toBe("AKIAIOSFODNN7EXAMPLE");
  });

  test("an unsigned request is refused", async () => {
    const { url } = await serving({ services: [service(sqs, {})] });

    const answer = await post(url, { "x-amz-target": "AmazonSQS.ListQueues" }, "{}");

    expect([answer.status, await answer.json()]).toEqual([
      403,
      { __type: "MissingAuthenticationToken", message: expect.stringContaining("not signed") },
    ]);
  });
});

describe("a request that cannot be understood is answered with 400", () => {
  const bodies: [string, string][] = [
    ["no JSON", "{"],
    ["a list instead of an object", "[]"],
    ["null", "null"],
    ["a number instead of a string", '{"QueueUrl":1,"MessageBody":"a"}'],
    ["a string instead of a number", '{"QueueUrl":"a","MessageBody":"a","DelaySeconds":"soon"}'],
    ["an object instead of a list", '{"QueueUrl":"a","MessageBody":"a","MessageAttributes":[]}'],
    ["no base64", '{"QueueUrl":"a","MessageBody":"a","MessageAttributes":{"a":{"DataType":"Binary","BinaryValue":7}}}'],
    ["lists without end", "[".repeat(500_000)],
  ];
  test.each(bodies)("%s", async (_what, body) => {
    const { service, given } = recording(sqs, { SendMessage: () => ({}) });
    const { url } = await serving({ services: [service] });

    const answer = await post(url, target("AmazonSQS.SendMessage", "sqs"), body);

    expect([answer.status, await answer.json()]).toMatchObject([400, { __type: "SerializationException" }]);
    expect(given).toEqual([]);
  });

  test("a label that is no UTF-8", async () => {
    const { service, given } = recording(lambda, { Invoke: () => ({}) });
    const { url } = await serving({ services: [service] });

    const answer = await post(`${url}/2015-03-31/functions/%ff/invocations`, signed("lambda"), "{}");

    expect([answer.status, answer.headers.get("x-amzn-errortype")]).toEqual([400, "SerializationException"]);
    expect(given).toEqual([]);
  });

  test("a word instead of a number in a form", async () => {
    const { service } = recording(autoscaling, { DescribeAutoScalingGroups: () => ({ AutoScalingGroups: [] }) });
    const { url } = await serving({ services: [service] });

    const answer = await post(
      url,
      { ...signed("autoscaling"), "content-type": "application/x-www-form-urlencoded" },
      "Action=DescribeAutoScalingGroups&Version=2011-01-01&MaxRecords=many",
    );

    expect([answer.status, await answer.text()]).toEqual([
      400,
      expect.stringMatching(/<Code>MalformedInput<\/Code><Message>.*MaxRecords: expected a number, got &quot;many/),
    ]);
  });

  test("a member that must be there is missing, however deep", async () => {
    const { service, given } = recording(sqs, { SendMessage: () => ({}) });
    const { url } = await serving({ services: [service] });
    const send = (input: object) => post(url, target("AmazonSQS.SendMessage", "sqs"), JSON.stringify(input));

    expect(await (await send({ QueueUrl: "a" })).json()).toMatchObject({
      __type: "ValidationException",
      message: expect.stringContaining("'MessageBody'"),
    });
    const attributes = { route: { StringValue: "a" } };
    expect(await (await send({ QueueUrl: "a", MessageBody: "b", MessageAttributes: attributes })).json()).toMatchObject(
      {
        message: expect.stringContaining("'MessageAttributes.route.DataType'"),
      },
    );
    expect(given).toEqual([]);
  });
});

test("a request above Lambda's six megabytes is refused whole", async () => {
  const { service, given } = recording(lambda, { Invoke: () => ({ StatusCode: 200 }) });
  const { url } = await serving({ services: [service] });
  const invoke = (bytes: number) =>
    post(`${url}/2015-03-31/functions/refresh/invocations`, signed("lambda"), new Uint8Array(bytes));

  expect((await invoke(6 * 2 ** 20)).status).toBe(200);
  const refused = await invoke(6 * 2 ** 20 + 1);

  expect([refused.status, refused.headers.get("x-amzn-errortype")]).toEqual([413, "RequestEntityTooLargeException"]);
  expect(given).toHaveLength(1);
});

test("a failure of ours is answered with 500 and told with its trace", async () => {
  const { service } = recording(sqs, {
    ListQueues: () => {
      throw new TypeError("x is undefined");
    },
  });
  const { client, calls } = await serving({ services: [service] });

  await expect(new sqs.SQS(client).listQueues({})).rejects.toMatchObject({
    name: "InternalFailure",
    message: expect.stringContaining("x is undefined"),
    $metadata: { httpStatusCode: 500 },
  });
  expect(calls[0]).toMatchObject({ error: "InternalFailure", message: expect.stringContaining("refusals.test.ts") });
});

test("a call that is not authorized is not performed", async () => {
  const { service, given } = recording(sqs, { SendMessage: () => ({}) });
  const asked: unknown[] = [];
  const { client, calls } = await serving({
    services: [service],
    authorize: (call) => {
      asked.push(call);
      throw new AwsError("AccessDenied", "User is not authorized to perform: sqs:sendmessage", 403);
    },
  });
  const input = { QueueUrl: "http://127.0.0.1/1/q", MessageBody: "a" };

  await expect(new sqs.SQS(client).sendMessage(input)).rejects.toMatchObject({
    name: "AccessDenied",
    $metadata: { httpStatusCode: 403 },
  });

  expect(asked).toEqual([{ service: "sqs", operation: "SendMessage", accessKeyId: "test", input }]);
  expect(given).toEqual([]);
  expect(calls).toMatchObject([{ operation: "SendMessage", error: "AccessDenied" }]);
});
