import { groupSurvey } from "@ami-refresh/cli/account/groupSurvey.ts";
import { imageSurvey } from "@ami-refresh/cli/account/imageSurvey.ts";
import { mailSurvey } from "@ami-refresh/cli/account/mailSurvey.ts";
import { templateTags } from "@ami-refresh/cli/account/templateTags.ts";
import { Unanswered } from "@ami-refresh/core/app/doctor/ports.ts";
import type { AutoScalingClient } from "@aws-sdk/client-auto-scaling";
import type { EC2Client } from "@aws-sdk/client-ec2";
import type { SESv2Client } from "@aws-sdk/client-sesv2";
import { describe, expect, test } from "vitest";
import { anAwsClient, anAwsError, failing } from "../../support/awsClient.ts";

describe("groups", () => {
  const template = { LaunchTemplateId: "lt-1", Version: "1" };

  test("are all looked at, page by page, but those that are being deleted", async () => {
    const client = anAwsClient<AutoScalingClient>({
      DescribeAutoScalingGroups: ({ NextToken }) =>
        NextToken
          ? { AutoScalingGroups: [{ AutoScalingGroupName: "a", LaunchTemplate: template }] }
          : {
              AutoScalingGroups: [
                { AutoScalingGroupName: "c", LaunchTemplate: template },
                { AutoScalingGroupName: "b", LaunchTemplate: template, Status: "Delete in progress" },
              ],
              NextToken: "more",
            },
    });
    expect((await groupSurvey(client).all()).map(({ name }) => name)).toEqual(["a", "c"]);
  });

  test("show their maintenance policy, and instances that a refresh would wait for", async () => {
    const instances = [
      { InstanceId: "i-1", LifecycleState: "InService", ProtectedFromScaleIn: true },
      { InstanceId: "i-2", LifecycleState: "Standby", ProtectedFromScaleIn: false },
    ];
    const group = (InstanceMaintenancePolicy: object) => ({
      AutoScalingGroupName: "a",
      LaunchTemplate: template,
      Instances: instances,
      InstanceMaintenancePolicy,
    });
    const survey = (policy: object) =>
      groupSurvey(
        anAwsClient<AutoScalingClient>({ DescribeAutoScalingGroups: () => ({ AutoScalingGroups: [group(policy)] }) }),
      ).all();
    expect(await survey({ MinHealthyPercentage: 90, MaxHealthyPercentage: 120 })).toMatchObject([
      { maintenance: { minHealthy: 90, maxHealthy: 120 }, protectedInstances: 1, standbyInstances: 1 },
    ]);
    const [cleared] = await survey({ MinHealthyPercentage: -1, MaxHealthyPercentage: -1 });
    expect(cleared).not.toHaveProperty("maintenance");
  });

  test("that may not be looked at are said to be so", async () => {
    const client = anAwsClient<AutoScalingClient>({ DescribeAutoScalingGroups: failing("AccessDenied") });
    await expect(groupSurvey(client).all()).rejects.toThrow(Unanswered);
  });
});

describe("images of a family", () => {
  const image = (ImageId: string, OwnerId: string, Name = `base-${ImageId}`) => ({
    ImageId,
    OwnerId,
    Name,
    State: "available",
    Architecture: "x86_64",
    CreationDate: "2026-11-01T00:00:00.000Z",
  });
  const family = { name: "base", owners: ["self", "222222222222"], namePattern: "base-*", tags: {} };

  test("are those of its owners, all pages; strangers' are told apart, one page", async () => {
    const client = anAwsClient<EC2Client>({
      DescribeImages: ({ Owners, NextToken }) => {
        if (!Owners) {
          return {
            Images: [image("ami-1", "111111111111"), image("ami-9", "999999999999")],
            NextToken: "more",
          };
        }
        return NextToken
          ? { Images: [image("ami-2", "222222222222")] }
          : { Images: [image("ami-1", "111111111111")], NextToken: "more" };
      },
    });
    const survey = imageSurvey(client, async () => ({ account: "111111111111" }));
    const { own, strangers } = await survey.named(family);
    expect(own.map(({ id }) => id)).toEqual(["ami-1", "ami-2"]);
    expect(strangers.map(({ id }) => id)).toEqual(["ami-9"]);
    expect(client.calls.map(({ input }) => input.Owners)).toEqual([family.owners, family.owners, undefined]);
  });
});

describe("mail", () => {
  const identities = (verified: readonly string[]) => ({
    GetEmailIdentity: ({ EmailIdentity }: Readonly<Record<string, unknown>>) => {
      if (verified.includes(String(EmailIdentity))) return { VerifiedForSendingStatus: true };
      throw anAwsError("NotFoundException");
    },
  });

  test.each([
    ["ami@mail.example.com", true],
    ["mail.example.com", true],
    ["example.com", true],
    ["com", false],
    ["other.com", false],
  ])("of a sender is verified by %s: %s", async (identity, expected) => {
    const client = anAwsClient<SESv2Client>({
      GetAccount: () => ({ ProductionAccessEnabled: true, SendingEnabled: true }),
      ...identities([identity]),
    });
    const { verified, sandbox } = await mailSurvey(client).survey("ami@mail.example.com", ["p@example.org"]);
    expect(sandbox).toBe(false);
    expect([...verified]).toEqual([["ami@mail.example.com", expected]]);
  });

  test("in the sandbox is asked for every recipient", async () => {
    const client = anAwsClient<SESv2Client>({
      GetAccount: () => ({ ProductionAccessEnabled: false, SendingEnabled: true }),
      ...identities(["ami@example.com"]),
    });
    const { verified, sandbox } = await mailSurvey(client).survey("ami@example.com", ["p@example.org"]);
    expect(sandbox).toBe(true);
    expect([...verified]).toEqual([
      ["ami@example.com", true],
      ["p@example.org", false],
    ]);
  });

  const listing = (SuppressedReasons: readonly string[]) =>
    anAwsClient<SESv2Client>({
      GetAccount: () => ({ SendingEnabled: true, SuppressionAttributes: { SuppressedReasons } }),
      ...identities(["ami@example.com"]),
      ListSuppressedDestinations: ({ NextToken }) =>
        NextToken
          ? { SuppressedDestinationSummaries: [{ EmailAddress: "P@example.org", Reason: "BOUNCE" }] }
          : {
              SuppressedDestinationSummaries: [{ EmailAddress: "x@example.org", Reason: "BOUNCE" }],
              NextToken: "more",
            },
    });

  test("is not sent to recipients on the suppression list, whatever their capitals, on all pages", async () => {
    const client = listing(["BOUNCE"]);
    const { suppressed } = await mailSurvey(client).survey("ami@example.com", ["p@example.org", "q@example.org"]);
    expect([...suppressed]).toEqual([["p@example.org", { as: "P@example.org", reason: "BOUNCE" }]]);
    expect(client.calls.at(-1)?.input).toEqual({ Reasons: ["BOUNCE"], NextToken: "more" });
  });

  test("is sent to everybody where the account heeds no reason", async () => {
    const { suppressed } = await mailSurvey(listing([])).survey("ami@example.com", ["p@example.org"]);
    expect(suppressed.size).toBe(0);
  });
});

test("tags of launch templates are those of the templates that are meant, of all pages", async () => {
  const tagged = (LaunchTemplateId: string) => ({ LaunchTemplateId, Tags: [{ Key: "Service", Value: "checkout" }] });
  const client = anAwsClient<EC2Client>({
    DescribeLaunchTemplates: ({ NextToken }) =>
      NextToken
        ? { LaunchTemplates: [tagged("lt-2"), { LaunchTemplateId: "lt-3" }] }
        : { LaunchTemplates: [tagged("lt-1")], NextToken: "more" },
  });
  expect(Object.fromEntries(await templateTags(client)(["lt-2", "lt-3", "lt-gone"]))).toEqual({
    "lt-2": { Service: "checkout" },
    "lt-3": {},
  });
  expect(await templateTags(client)([])).toEqual(new Map());
});
