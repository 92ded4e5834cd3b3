import * as z from "zod";
import * as leaf from "./leaves.ts";

// The limits are those of RefreshPreferences:
// https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_RefreshPreferences.html
const twoDays = () => leaf.duration("48h", ": AWS takes 48h (172800 s) at most");

const checkpoints = z.array(leaf.percent(1, 100)).superRefine((percents, ctx) => {
  for (const [i, percent] of percents.entries()) {
    const before = percents[i - 1] ?? 0;
    if (percent > before) continue;
    leaf.report(
      ctx,
      {
        message: `${percent} does not come after ${before}`,
        remedy: "AWS wants every checkpoint above the one before",
      },
      [i],
    );
  }
  if (percents.length > 0 && percents.at(-1) !== 100) {
    leaf.report(ctx, {
      message: `the refresh would end at ${percents.at(-1)} percent and leave the other instances as they are`,
      remedy: "add 100 as the last checkpoint",
    });
  }
});

/** `refresh`: how instances are replaced. Rules between two of its fields are in checkRefresh.ts, after merging. */
export const Refresh = z.strictObject({
  minHealthy: leaf
    .percent(0, 100)
    .describe(
      "Percent of the desired capacity that stays in service, healthy and ready. Default: the group's instance maintenance policy, else 90.",
    )
    .exactOptional(),
  maxHealthy: leaf
    .percent(100, 200)
    .describe(
      "Percent of the desired capacity up to which new instances are launched first. Needs minHealthy, and at most 100 above it. Default: the group's instance maintenance policy, else 100.",
    )
    .exactOptional(),
  warmup: leaf
    .duration()
    .describe("How long a new instance takes until it is ready. Default: the group's default warm-up.")
    .exactOptional(),
  checkpoints: checkpoints
    .describe("Percents of replaced instances at which the refresh rests, ascending, the last one 100. Default: none.")
    .exactOptional(),
  checkpointDelay: twoDays()
    .describe("How long it rests at each checkpoint; 48h at most. Needs checkpoints. Default: 1h.")
    .exactOptional(),
  bake: twoDays()
    .describe("How long the refresh watches after the last instance before it succeeds; 48h at most. Default: 0m.")
    .exactOptional(),
  skipMatching: leaf.flag
    .describe("Leave instances that already run the wanted configuration. Default: true.")
    .exactOptional(),
  autoRollback: leaf.flag.describe("Put the instances back when the refresh fails. Default: true.").exactOptional(),
  scaleInProtected: z
    .enum(["Refresh", "Ignore", "Wait"])
    .describe("What is done with instances protected from scale-in. Default: Wait.")
    .exactOptional(),
  standby: z
    .enum(["Terminate", "Ignore", "Wait"])
    .describe("What is done with instances in standby. Default: Wait.")
    .exactOptional(),
  alarms: z
    .array(leaf.text("the name of a CloudWatch alarm", /^.{1,255}$/))
    .max(10, "no more than 10 alarms, the limit of AWS")
    .describe("CloudWatch alarms; the refresh fails when one goes off. Ten at most. Default: none.")
    .exactOptional(),
});
export type WrittenRefresh = z.infer<typeof Refresh>;
