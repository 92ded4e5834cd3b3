import type { Summary } from "@ami-refresh/local/summary.ts";
import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeInstanceRefreshesCommand,
} from "@aws-sdk/client-auto-scaling";
import {
  CreateLaunchTemplateCommand,
  DescribeLaunchTemplateVersionsCommand,
  EC2Client,
  RegisterImageCommand,
} from "@aws-sdk/client-ec2";
import { expect, test } from "vitest";
import { tagsOf } from "../support/fleets.ts";
import { aFreePort, npmStart } from "../support/npmStart.ts";

const environments = ["development", "staging", "production"] as const;

test("given an empty region that npm start serves, when groups are made and a newer image is registered with any AWS client, then they are refreshed to it, environment after environment", async () => {
  const port = await aFreePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const { ended, interrupt } = npmStart(["--fleet", "none", "--port", String(port), "--speed", "max", "--no-open"]);
  const patience = { timeout: 30_000, interval: 100 };
  await expect.poll(async () => (await fetch(`${endpoint}/_local/health`)).status, patience).toBe(200);

  const settings = { endpoint, region: "eu-west-2", credentials: { accessKeyId: "test", secretAccessKey: "test" } };
  const ec2 = new EC2Client(settings);
  const autoScaling = new AutoScalingClient(settings);
  const register = async (Name: string) =>
    (await ec2.send(new RegisterImageCommand({ Name, Architecture: "arm64" }))).ImageId ?? "";
  const statusOf = async (image: string) => {
    const summary = (await (await fetch(`${endpoint}/_local/state`)).json()) as Summary;
    return summary.rollouts.find((rollout) => rollout.image === image)?.status;
  };
  const older = await register("base-al2023-arm64-1");
  // On a clock that jumps, two images may be of the same moment: then the one is newer that is heard of later.
  await expect.poll(() => statusOf(older), patience).toBeDefined();
  for (const environment of environments) {
    const name = `thumbnails-${environment}`;
    await ec2.send(
      new CreateLaunchTemplateCommand({
        LaunchTemplateName: name,
        LaunchTemplateData: { ImageId: older, InstanceType: "c7g.large" },
      }),
    );
    await autoScaling.send(
      new CreateAutoScalingGroupCommand({
        AutoScalingGroupName: name,
        LaunchTemplate: { LaunchTemplateName: name, Version: "1" },
        AvailabilityZones: ["eu-west-2a"],
        ...{ MinSize: 1, MaxSize: 4, DesiredCapacity: 2 },
        Tags: Object.entries(tagsOf(environment)).map(([Key, Value]) => ({ Key, Value })),
      }),
    );
  }
  const newer = await register("base-al2023-arm64-2");
  await expect.poll(() => statusOf(newer), patience).toBe("succeeded");

  const ends: number[] = [];
  for (const environment of environments) {
    const AutoScalingGroupName = `thumbnails-${environment}`;
    const { InstanceRefreshes = [] } = await autoScaling.send(
      new DescribeInstanceRefreshesCommand({ AutoScalingGroupName }),
    );
    expect(InstanceRefreshes.map(({ Status }) => Status)).toEqual(["Successful"]);
    ends.push(InstanceRefreshes[0]?.EndTime?.getTime() ?? 0);
    const { AutoScalingGroups = [] } = await autoScaling.send(
      new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [AutoScalingGroupName] }),
    );
    const { LaunchTemplateId, Version } = AutoScalingGroups[0]?.LaunchTemplate ?? {};
    expect(Version).toBe("2");
    const { LaunchTemplateVersions = [] } = await ec2.send(
      new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId, Versions: ["2"] }),
    );
    expect(LaunchTemplateVersions[0]?.LaunchTemplateData?.ImageId).toBe(newer);
  }
  expect(ends).toEqual(ends.toSorted());

  interrupt();
  expect(await ended).toMatchObject({ code: 0, stderr: "" });
});
