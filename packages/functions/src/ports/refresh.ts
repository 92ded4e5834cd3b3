import { eventBridgeBus } from "@ami-refresh/core/adapters/aws/bus.ts";
import { systemClock } from "@ami-refresh/core/adapters/aws/clock.ts";
import { dynamoGroupOwners } from "@ami-refresh/core/adapters/aws/groupOwners.ts";
import { autoScalingGroups } from "@ami-refresh/core/adapters/aws/groups.ts";
import { ec2Images } from "@ami-refresh/core/adapters/aws/images.ts";
import { ec2LaunchTemplates } from "@ami-refresh/core/adapters/aws/launchTemplates.ts";
import { autoScalingRefreshes } from "@ami-refresh/core/adapters/aws/refreshes.ts";
import { schedulerSchedules } from "@ami-refresh/core/adapters/aws/schedules.ts";
import { dynamoTracks } from "@ami-refresh/core/adapters/aws/tracks.ts";
import type { AdvancePorts } from "@ami-refresh/core/app/advance.ts";
import type { PerformPorts } from "@ami-refresh/core/app/perform.ts";
import { recordedBus } from "@ami-refresh/core/app/recordedBus.ts";
import { AutoScalingClient } from "@aws-sdk/client-auto-scaling";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EC2Client } from "@aws-sdk/client-ec2";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SchedulerClient } from "@aws-sdk/client-scheduler";
import { required } from "../environment.ts";
import { telemetry } from "./telemetry.ts";

type RefreshPorts = Omit<AdvancePorts, "perform" | "lookUp"> & Omit<PerformPorts, "account">;

export function refreshPorts(): RefreshPorts {
  const clock = systemClock();
  const told = telemetry();
  const autoScaling = new AutoScalingClient();
  const dynamo = new DynamoDBClient();
  const ec2 = new EC2Client();
  const table = required("TABLE_NAME");
  return {
    clock,
    log: told.log,
    tracks: dynamoTracks(dynamo, table),
    groupOwners: dynamoGroupOwners(dynamo, table),
    bus: recordedBus(eventBridgeBus(new EventBridgeClient(), required("BUS_NAME")), told),
    images: ec2Images(ec2),
    launchTemplates: ec2LaunchTemplates(ec2),
    groups: autoScalingGroups(autoScaling),
    refreshes: autoScalingRefreshes(autoScaling),
    schedules: schedulerSchedules(
      new SchedulerClient(),
      {
        group: required("SCHEDULE_GROUP"),
        roleArn: required("SCHEDULE_ROLE_ARN"),
        mailboxArn: required("MAILBOX_ARN"),
        deadLetterArn: required("SCHEDULE_DLQ_ARN"),
      },
      clock,
    ),
    parameters: { write: async (name, value) => (await import("./parameterStore.ts")).write(name, value) },
  };
}
