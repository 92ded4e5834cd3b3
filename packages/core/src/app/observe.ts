import { instant } from "../domain/codecs.ts";
import type { Checkpoint } from "../domain/rollout/state.ts";
import * as z from "../domain/zod.ts";
import type { GroupOwners, Log, Mailboxes } from "../ports.ts";

export interface ObservePorts {
  readonly log: Log;
  readonly groupOwners: GroupOwners;
  readonly mailboxes: Mailboxes;
}

/**
 * Any event of an instance refresh. What it says of how the refresh is going is not relied on, for the event may be late,
 * repeated or out of order: it only makes the service look. That a checkpoint was reached, and how long it waits there, in
 * seconds, stays true (https://docs.aws.amazon.com/autoscaling/ec2/userguide/automating-ec2-auto-scaling-with-eventbridge.html).
 */
export const RefreshEvent = z.object({
  id: z.string(),
  source: z.literal("aws.autoscaling"),
  "detail-type": z.string().check(z.startsWith("EC2 Auto Scaling Instance Refresh ")),
  time: instant,
  detail: z.object({
    InstanceRefreshId: z.string(),
    AutoScalingGroupName: z.string(),
    CheckpointPercentage: z.optional(z.string()),
    CheckpointDelay: z.optional(z.string()),
  }),
});
export type RefreshEvent = z.infer<typeof RefreshEvent>;

/** Takes a refresh event to the mailbox of the service whose group it is about. */
export async function observe(ports: ObservePorts, event: RefreshEvent): Promise<void> {
  const { AutoScalingGroupName: group, InstanceRefreshId: refreshId } = event.detail;
  const owner = await ports.groupOwners.ownerOf(group);
  if (!owner) {
    const reason = `the group ${group} has never been refreshed by ami-refresh`;
    ports.log.info(`ignored: ${reason}`, { event: event.id, ignored: reason });
    return;
  }
  const { service, family, environment } = owner;
  const checkpoint = checkpointOf(event);
  await ports.mailboxes.send(`service:${service}`, {
    kind: "refresh-moved",
    service,
    family,
    group,
    refreshId,
    ...(checkpoint && { checkpoint }),
  });
  ports.log.info(`${event["detail-type"]}: ${group}`, {
    service,
    family,
    environment,
    event: event.id,
    group,
    refreshId,
  });
}

/** Nothing where the numbers are none: the refresh is looked at all the same. */
function checkpointOf({ time, detail }: RefreshEvent): Checkpoint | undefined {
  const [percent, seconds] = [Number(detail.CheckpointPercentage), Number(detail.CheckpointDelay)];
  if (!(percent > 0 && percent < 100)) return undefined;
  return seconds >= 0 ? { percent, until: time.add({ seconds: Math.round(seconds) }) } : { percent };
}
