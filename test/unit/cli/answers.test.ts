import { asking, Unreachable } from "@ami-refresh/cli/account/answers.ts";
import { Unanswered } from "@ami-refresh/core/app/doctor/ports.ts";
import { expect, test } from "vitest";
import { anAwsError } from "../../support/awsClient.ts";

const failing = (error: Error) =>
  asking("ec2:DescribeImages", async () => {
    throw error;
  }).catch((thrown: unknown) => thrown);

test("AWS's own no names the permission that it takes", async () => {
  const thrown = await failing(anAwsError("UnauthorizedOperation", "You are not authorized"));
  expect(thrown).toBeInstanceOf(Unanswered);
  expect(thrown).toMatchObject({
    action: "ec2:DescribeImages",
    message: "You are not authorized (UnauthorizedOperation)",
  });
});

test.each([
  ["connect ECONNREFUSED 127.0.0.1:4566", "Start the local region with `npm start`, or give the right --endpoint"],
  ["Region is missing", "Give --region, or set AWS_REGION"],
  ["Could not load credentials from any providers", "Sign in (`aws sso login`), set AWS_PROFILE"],
  ["getaddrinfo ENOTFOUND ec2.eu-west-9.amazonaws.com", "Look at the network, the --region and the --endpoint"],
])("who is not reached is told what to do: %s", async (reason, remedy) => {
  const thrown = await failing(new Error(reason));
  expect(thrown).toBeInstanceOf(Unreachable);
  expect(String(thrown)).toContain(`the account cannot be reached: ${reason}. ${remedy}`);
});

test("a connection that failed on every address says how on each", async () => {
  const thrown = await failing(new AggregateError([new Error("connect ECONNREFUSED ::1:4566")]));
  expect(String(thrown)).toContain("connect ECONNREFUSED ::1:4566");
});
