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

interface Mishap {
  readonly operation: string;
  /** Which of the calls that functions make of it, from 1. */
  readonly nth: number;
  readonly fault: CallFault;
}

/** The mishaps, each at its call, and those that have happened so far. */
function theseGoWrong(mishaps: readonly Mishap[]) {
  const happened = new Set<Mishap>();
  const call = ({ operation, count, caller }: FaultyCall): CallFault | undefined => {
    const mishap = mishaps.find((one) => one.operation === operation && one.nth === count && caller !== undefined);
    if (mishap) happened.add(mishap);
    return mishap?.fault;
  };
  return { call, happened };
}

const diesBefore = (operation: string, nth = 1): Mishap => ({ operation, nth, fault: "crash before" });
const diesAfter = (operation: string, nth = 1): Mishap => ({ operation, nth, fault: "crash after" });

describe("given a function that dies between two calls, when an image is published, then there is still one of everything", () => {
  test.each<[string, Mishap[]]>([
    [
      "before a decision is saved, and when a refresh has begun",
      [diesBefore("PutItem"), diesAfter("StartInstanceRefresh")],
    ],
    [
      "when a decision is saved but nothing of it done",
      [diesAfter("PutItem"), diesAfter("PutItem", 2), diesBefore("SendEmail")],
    ],
    [
      "when the services have been told of the image, and when a version of the template is there",
      [diesAfter("Publish"), diesAfter("CreateLaunchTemplateVersion"), diesBefore("StartInstanceRefresh", 2)],
    ],
    ["when events are out, and when the next look is scheduled", [diesAfter("PutEvents"), diesAfter("CreateSchedule")]],
  ])("%s", async (_, mishaps) => {
    const { call, happened } = theseGoWrong(mishaps);
    const region = await rollOut(call);
    expect([...happened]).toEqual(expect.arrayContaining(mishaps));
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
  // The SDK tries three times: after that the message has to come back.
  test.each<[string, Readonly<Record<string, AwsError>>]>([
    [
      "throttling, and a table that is too busy",
      {
        DescribeAutoScalingGroups: new AwsError("ThrottlingException", "Rate exceeded"),
        PutItem: new AwsError("ProvisionedThroughputExceededException", "slow down"),
      },
    ],
    [
      "an outage of refreshes, and of the topic",
      {
        StartInstanceRefresh: new AwsError("ServiceUnavailable", "try later", 503),
        Publish: new AwsError("InternalError", "oops", 500),
      },
    ],
  ])("%s", async (_, errors) => {
    const refused = new Set<string>();
    const region = await rollOut(({ operation, count }) => {
      if (count > 3 || !Object.hasOwn(errors, operation)) return undefined;
      refused.add(operation);
      return errors[operation];
    });
    expect([...refused].toSorted()).toEqual(Object.keys(errors).toSorted());
    expectOneOfEach(region);
  });
});

test("given a mail server that is down for a quarter of an hour, when an image is published, then Slack is told at once and the mail comes later", async () => {
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
  expect(planned.map(({ channel, at }) => `${channel} ${at.slice(11, 16)}`)).toEqual(["slack 09:00", "email 09:15"]);
  expectOneOfEach(region);
});
