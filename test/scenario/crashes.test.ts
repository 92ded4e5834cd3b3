import { AwsError } from "@ami-refresh/local/endpoint/operations.ts";
import type { CallFault, FaultyCall } from "@ami-refresh/local/faults.ts";
import { describe, expect, test } from "vitest";
import { thumbnailsFleet } from "../support/fleets.ts";
import { aRegion, type TestRegion } from "../support/region.ts";

const environments = ["development", "staging", "production"];

async function rollOut(call: (call: FaultyCall) => CallFault | undefined): Promise<TestRegion> {
  const region = await aRegion({ fleet: thumbnailsFleet(), faults: { call } });
  region.register("base-al2023-arm64-2026.11.23", { architecture: "arm64" });
  await region.settle();
  return region;
}

/** Every group has been refreshed once, on one new version of its template, and everything was told once. */
function expectOneOfEach(region: TestRegion): void {
  const [rollout] = region.summary().rollouts;
  expect(rollout?.steps.map(({ status }) => status)).toEqual(["succeeded", "succeeded", "succeeded"]);
  for (const environment of environments) {
    expect(region.refreshes(`thumbnails-${environment}`).map(({ state }) => state.status)).toEqual(["Successful"]);
  }
  const [template] = region.services.ec2.templates();
  expect(template?.versions.size).toBe(1 + environments.length);
  for (const channel of ["slack", "email"] as const) {
    expect(region.told(channel).toSorted()).toEqual(
      [
        "rollout.planned thumbnails",
        "rollout.completed thumbnails",
        ...environments.flatMap((name) => [`step.started thumbnails ${name}`, `step.succeeded thumbnails ${name}`]),
      ].toSorted(),
    );
  }
  expect(region.summary().deadLetters).toEqual({});
}

/** Some call of the operation goes wrong: the n-th that a function makes. */
const when =
  (operation: string, nth: number, fault: CallFault) =>
  (call: FaultyCall): CallFault | undefined =>
    call.operation === operation && call.count === nth && call.caller !== undefined ? fault : undefined;

describe("given a function that dies between two calls, when an image is published, then there is still one of everything", () => {
  test.each([
    // What was decided is saved first, then done, then taken out of the outbox.
    { operation: "PutItem", nth: 1, fault: "crash before" },
    { operation: "PutItem", nth: 1, fault: "crash after" },
    { operation: "PutItem", nth: 3, fault: "crash after" },
    { operation: "PutEvents", nth: 1, fault: "crash after" },
    { operation: "CreateSchedule", nth: 1, fault: "crash after" },
    { operation: "CreateLaunchTemplateVersion", nth: 1, fault: "crash after" },
    { operation: "StartInstanceRefresh", nth: 1, fault: "crash before" },
    { operation: "StartInstanceRefresh", nth: 1, fault: "crash after" },
    { operation: "Publish", nth: 1, fault: "crash after" },
    { operation: "SendEmail", nth: 1, fault: "crash before" },
  ] as const)("$fault call $nth of $operation", async ({ operation, nth, fault }) => {
    let died = 0;
    const region = await rollOut((call) => {
      const answer = when(operation, nth, fault)(call);
      if (answer) died += 1;
      return answer;
    });
    expect(died).toBe(1);
    expectOneOfEach(region);
  });

  test("again and again: every twentieth call of the service's function", async () => {
    let calls = 0;
    const region = await rollOut(({ caller }) => {
      if (!caller?.includes("RefreshThumbnails")) return undefined;
      calls += 1;
      return calls % 20 === 0 ? "crash after" : undefined;
    });
    expect(calls).toBeGreaterThan(60);
    expectOneOfEach(region);
  });
});

describe("given calls that AWS does not answer, when an image is published, then there is still one of everything", () => {
  const throttled = new AwsError("ThrottlingException", "Rate exceeded");
  test.each([
    {
      what: "throttling, for longer than the SDK has patience",
      operation: "DescribeAutoScalingGroups",
      calls: 4,
      fault: throttled,
    },
    {
      what: "an outage at the start of a refresh",
      operation: "StartInstanceRefresh",
      calls: 3,
      fault: new AwsError("ServiceUnavailable", "try later", 503),
    },
    {
      what: "a table that is too busy",
      operation: "PutItem",
      calls: 3,
      fault: new AwsError("ProvisionedThroughputExceededException", "slow down"),
    },
    {
      what: "a topic that does not answer",
      operation: "Publish",
      calls: 3,
      fault: new AwsError("InternalError", "oops", 500),
    },
  ])("$what", async ({ operation, calls, fault }) => {
    const region = await rollOut((call) => (call.operation === operation && call.count <= calls ? fault : undefined));
    expectOneOfEach(region);
  });
});

test("given a mail server that is down for an hour, when an image is published, then Slack is told at once and the mail comes later", async () => {
  const region: TestRegion = await aRegion({
    fleet: thumbnailsFleet(),
    faults: {
      call: ({ operation }) =>
        operation === "SendEmail" && region.clock.now() < Date.parse("2026-11-23T09:15:00Z")
          ? new AwsError("SendingPausedException", "Email sending is disabled.")
          : undefined,
    },
  });
  region.register("base-al2023-arm64-2026.11.23", { architecture: "arm64" });
  await region.settle();
  const told = region.summary().notifications;
  const planned = told.filter(({ event }) => event === "rollout.planned");
  expect(planned.map(({ channel, at }) => `${channel} ${at.slice(11, 16)}`)).toEqual(["slack 09:00", "email 09:18"]);
  expectOneOfEach(region);
});
