import type { ServiceFootprint } from "../packages/core/src/domain/footprint.ts";
import { arn } from "./account.ts";
import { bus, putDomainEvents } from "./channels.ts";
import { consume, inBatches } from "./consumer.ts";
import { items, table } from "./data.ts";
import { launchControl } from "./launchControl.ts";
import type { Mailbox } from "./mailbox.ts";
import { footprint } from "./policy.ts";
import type { Schedules } from "./schedules.ts";
import { watchFunction, watchQueue } from "./watch.ts";

/** The function that reads the service's mailbox; it can touch the service's groups and items, and no others. */
export function refreshOf(name: string, service: ServiceFootprint, mailbox: Mailbox, schedules: Schedules) {
  const fn = new sst.aws.Function(`Refresh${name}`, {
    handler: "packages/functions/src/refresh.handler",
    description: `Decides and performs the rollouts of ${service.name}`,
    timeout: "1 minute",
    environment: {
      SERVICE: service.name,
      TABLE_NAME: table.name,
      BUS_NAME: bus.name,
      SCHEDULE_GROUP: schedules.group.name,
      SCHEDULE_ROLE_ARN: schedules.role.arn,
      MAILBOX_ARN: mailbox.queue.arn,
      SCHEDULE_DLQ_ARN: mailbox.deadLetters.arn,
    },
    permissions: [
      consume(mailbox.queue),
      items(["GetItem", "PutItem"], { is: `TRACK#${service.name}` }),
      items(["PutItem"], { startsWith: "GROUP#" }),
      putDomainEvents,
      {
        actions: ["scheduler:CreateSchedule"],
        // What the names of its schedules begin with (adapters/aws/schedules.ts in packages/core).
        resources: [arn("scheduler", $interpolate`schedule/${schedules.group.name}/${service.name.slice(0, 24)}-*`)],
      },
      {
        actions: ["iam:PassRole"],
        resources: [schedules.role.arn],
        conditions: [{ test: "StringEquals", variable: "iam:PassedToService", values: ["scheduler.amazonaws.com"] }],
      },
      ...launchControl(service, footprint.stageTag),
      ...writeParameters(service),
    ],
  });
  watchQueue(`Mailbox${name}`, mailbox.queue);
  watchFunction(`Refresh${name}`, fn);
  // Two is the least that Lambda takes; a lost race between them is a retry.
  mailbox.queue.subscribe(fn.arn, inBatches(5, 2));
  return fn;
}

/** Only the parameters that tell others which image each environment runs (`images.FAMILY.parameter`). */
const writeParameters = ({ parameters = [] }: ServiceFootprint) =>
  parameters.length === 0
    ? []
    : [{ actions: ["ssm:PutParameter"], resources: parameters.map((name) => arn("ssm", `parameter${name}`)) }];
