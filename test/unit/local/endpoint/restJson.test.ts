import * as imagebuilder from "@aws-sdk/client-imagebuilder";
import * as lambda from "@aws-sdk/client-lambda";
import * as scheduler from "@aws-sdk/client-scheduler";
import * as ses from "@aws-sdk/client-sesv2";
import { expect, test } from "vitest";
import { recording, serving } from "./serving.ts";

const due = new Date("2026-11-24T12:00:00Z");

test("members arrive from the path, the query and the body", async () => {
  const { service, given } = recording(scheduler, {
    CreateSchedule: () => ({ ScheduleArn: "arn:schedule" }),
    ListSchedules: () => ({ Schedules: [{ Name: "a", CreationDate: due }] }),
    DeleteSchedule: () => ({}),
  });
  const { client } = await serving({ services: [service] });
  const schedules = new scheduler.Scheduler(client);
  const create = {
    Name: "look again/at 12:00",
    GroupName: "group",
    ScheduleExpression: "at(2026-11-24T12:00:00)",
    StartDate: due,
    ClientToken: "token",
    FlexibleTimeWindow: { Mode: "OFF" as const },
    Target: { Arn: "arn:queue", RoleArn: "arn:role", RetryPolicy: { MaximumRetryAttempts: 3 } },
  };

  expect(await schedules.createSchedule(create)).toMatchObject({ ScheduleArn: "arn:schedule" });
  const list = await schedules.listSchedules({ NamePrefix: "a b&c", MaxResults: 5 });
  await schedules.deleteSchedule({ Name: "a", GroupName: "group", ClientToken: "token" });

  expect(given.map(({ input }) => input)).toEqual([
    create,
    { NamePrefix: "a b&c", MaxResults: 5 },
    { Name: "a", GroupName: "group", ClientToken: "token" },
  ]);
  expect(list.Schedules).toEqual([{ Name: "a", CreationDate: due }]);
});

test("an invocation's payload is passed on as it is, both ways, beside headers and the status", async () => {
  const { service, given } = recording(lambda, {
    Invoke: ({ InvocationType }) =>
      InvocationType === "Event"
        ? { StatusCode: 202 }
        : { StatusCode: 200, FunctionError: "Unhandled", Payload: lambdaPayload('{"errorMessage":"grüße"}') },
  });
  const { client } = await serving({ services: [service] });
  const functions = new lambda.Lambda(client);
  const FunctionName = "arn:aws:lambda:eu-west-2:123456789012:function:refresh";

  const failed = await functions.invoke({ FunctionName, Payload: new TextEncoder().encode('{"a":1}') });
  const queued = await functions.invoke({ FunctionName, InvocationType: "Event" });

  expect(given.map(({ input }) => input)).toEqual([
    { FunctionName, Payload: new TextEncoder().encode('{"a":1}') },
    { FunctionName, InvocationType: "Event" },
  ]);
  expect(failed).toMatchObject({ StatusCode: 200, FunctionError: "Unhandled" });
  expect(failed.Payload?.transformToString()).toBe('{"errorMessage":"grüße"}');
  expect(queued).toMatchObject({ StatusCode: 202 });
});

test("mail arrives with its nested content and raw bytes", async () => {
  const { service, given } = recording(ses, { SendEmail: () => ({ MessageId: "m-1" }) });
  const { client } = await serving({ services: [service] });
  const input = {
    FromEmailAddress: "ami-refresh@example.com",
    Destination: { ToAddresses: ["payments@example.com"] },
    Content: { Simple: { Subject: { Data: "Ünïcode" }, Body: { Text: { Data: "text" } } } },
    EmailTags: [{ Name: "event", Value: "step.started" }],
  };
  const raw = { Content: { Raw: { Data: new Uint8Array([77, 73, 77, 69, 255]) } } };
  const mail = new ses.SESv2(client);

  expect(await mail.sendEmail(input)).toMatchObject({ MessageId: "m-1" });
  await mail.sendEmail(raw);

  expect(given.map(({ input }) => input)).toEqual([input, raw]);
});

test("names of JSON members are those of the model", async () => {
  const { service, given } = recording(imagebuilder, {
    GetImage: () => ({ image: { name: "base", version: "1.0.0" } }),
  });
  const { client } = await serving({ services: [service] });
  const input = { imageBuildVersionArn: "arn:aws:imagebuilder:eu-west-2:123456789012:image/base/1.0.0/1" };

  const answer = await new imagebuilder.Imagebuilder(client).getImage(input);

  expect(given[0]?.input).toEqual(input);
  expect(answer.image).toEqual({ name: "base", version: "1.0.0" });
});

test("an exception of the SDK arrives as itself with its status", async () => {
  const { service } = recording(scheduler, {
    GetSchedule: () => {
      throw new scheduler.ResourceNotFoundException({ Message: "No such schedule.", message: "", $metadata: {} });
    },
  });
  const { client } = await serving({ services: [service] });

  const refused = new scheduler.Scheduler(client).getSchedule({ Name: "a" });

  await expect(refused).rejects.toBeInstanceOf(scheduler.ResourceNotFoundException);
  await expect(refused).rejects.toMatchObject({
    message: "No such schedule.",
    $metadata: { httpStatusCode: 404 },
  });
});

/** What the SDK's type for received payloads is, which an operation answers with. */
function lambdaPayload(text: string): NonNullable<lambda.InvokeCommandOutput["Payload"]> {
  return new TextEncoder().encode(text) as NonNullable<lambda.InvokeCommandOutput["Payload"]>;
}
