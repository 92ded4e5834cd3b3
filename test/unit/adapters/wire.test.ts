import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { codeOf, refusalOf } from "@ami-refresh/core/adapters/aws/errors.ts";
import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from "@aws-sdk/client-auto-scaling";
import { DescribeImagesCommand, EC2Client } from "@aws-sdk/client-ec2";
import { CreateScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

/** What AWS answers on the wire, in each of its protocols, through the SDK to the adapters. */
const xml = (code: string) =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error><RequestId>1</RequestId></ErrorResponse>`;
const ec2Xml = (code: string) =>
  `<Response><Errors><Error><Code>${code}</Code><Message>no</Message></Error></Errors><RequestID>1</RequestID></Response>`;
const json = (code: string) => JSON.stringify({ __type: code, message: "no" });

let server: Server;
let answer = { status: 400, body: "", headers: {} as Record<string, string> };
let settings = {
  endpoint: "",
  region: "eu-west-2",
  maxAttempts: 1,
  credentials: { accessKeyId: "a", secretAccessKey: "b" },
};

beforeEach(async () => {
  server = createServer((request, response) => {
    request.resume();
    request.on("end", () => response.writeHead(answer.status, answer.headers).end(answer.body));
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  settings = { ...settings, endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const schedule = {
  Name: "look",
  ScheduleExpression: "at(2026-11-24T10:00:00)",
  FlexibleTimeWindow: { Mode: "OFF" as const },
  Target: { Arn: "arn:aws:sqs:eu-west-2:123456789012:mailbox", RoleArn: "arn:aws:iam::123456789012:role/r" },
};
const calls = {
  query: () => new AutoScalingClient(settings).send(new DescribeAutoScalingGroupsCommand({})),
  ec2: () => new EC2Client(settings).send(new DescribeImagesCommand({})),
  json: () => new SSMClient(settings).send(new GetParameterCommand({ Name: "golden" })),
  rest: () => new SchedulerClient(settings).send(new CreateScheduleCommand(schedule)),
};

async function errorOf(call: () => Promise<unknown>): Promise<unknown> {
  try {
    await call();
  } catch (error) {
    return error;
  }
  throw new Error("it succeeded");
}

describe("an error of AWS", () => {
  it.each([
    ["query", 400, xml("InstanceRefreshInProgress"), "InstanceRefreshInProgress"],
    ["query", 400, xml("ValidationError"), "ValidationError"],
    ["query", 400, xml("LimitExceeded"), "LimitExceeded"],
    ["ec2", 400, ec2Xml("InvalidLaunchTemplateId.VersionNotFound"), "InvalidLaunchTemplateId.VersionNotFound"],
    ["ec2", 403, ec2Xml("UnauthorizedOperation"), "UnauthorizedOperation"],
    ["json", 400, json("ParameterNotFound"), "ParameterNotFound"],
    ["rest", 409, json("ConflictException"), "Conflict"],
  ] as const)("keeps its code, and is a refusal (%s, %i)", async (protocol, status, body, code) => {
    answer = { status, body, headers: protocol === "rest" ? { "x-amzn-errortype": "ConflictException" } : {} };
    const error = await errorOf(calls[protocol]);
    expect(codeOf(error)).toBe(code);
    expect(refusalOf(error)).toContain(code);
  });

  it.each([
    ["query", 400, xml("Throttling")],
    ["query", 500, xml("ResourceContention")],
    ["ec2", 503, ec2Xml("RequestLimitExceeded")],
    ["ec2", 500, ec2Xml("InternalError")],
    ["json", 400, json("ThrottlingException")],
    ["json", 502, "<html>bad gateway</html>"],
  ] as const)("that passes is none (%s, %i)", async (protocol, status, body) => {
    answer = { status, body, headers: {} };
    expect(refusalOf(await errorOf(calls[protocol]))).toBeUndefined();
  });

  it("is none where nobody answers", async () => {
    settings = { ...settings, endpoint: "http://127.0.0.1:1" };
    const error = await errorOf(calls.ec2);
    expect(codeOf(error)).toBeUndefined();
    expect(refusalOf(error)).toBeUndefined();
  });
});
