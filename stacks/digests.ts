import { arn } from "./account.ts";
import { items } from "./data.ts";
import { deliveries } from "./deliveries.ts";
import { physicalName } from "./names.ts";
import { schedulerRole } from "./schedulerRole.ts";
import { watchSchedules } from "./watch.ts";

/** The one-time schedules that have digests told. */
const group = new aws.scheduler.ScheduleGroup("Digests", { name: physicalName(64, "Digests") });
watchSchedules("Digests", group);

const role = schedulerRole(
  "DigestsRole",
  group,
  deliveries.flatMap(({ queue, deadLetters }) => [queue, deadLetters]),
);

/** What a function needs that collects for later. */
export const collecting = {
  environment: {
    DIGEST_TARGETS: $jsonStringify({
      group: group.name,
      roleArn: role.arn,
      queues: Object.fromEntries(
        deliveries.map(({ kind, queue, deadLetters }) => [kind, { arn: queue.arn, deadLetterArn: deadLetters.arn }]),
      ),
    }),
  },
  permissions: [
    items(["GetItem", "PutItem"], { startsWith: "DIGEST#" }),
    {
      actions: ["scheduler:CreateSchedule"],
      // What the names of its schedules begin with (adapters/aws/digestSchedules.ts in packages/core).
      resources: [arn("scheduler", $interpolate`schedule/${group.name}/digest-*`)],
    },
    {
      actions: ["iam:PassRole"],
      resources: [role.arn],
      conditions: [{ test: "StringEquals", variable: "iam:PassedToService", values: ["scheduler.amazonaws.com"] }],
    },
  ],
};
