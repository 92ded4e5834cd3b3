import { z } from "zod";
import type { GraphData } from "../graphData.ts";
import type { Wiring } from "../wiring.ts";
import { propertiesOf } from "./resources.ts";

const Schedule = z.object({
  name: z.string(),
  groupName: z.string().default("default"),
  scheduleExpression: z.string(),
  scheduleExpressionTimezone: z.string().default("UTC"),
  state: z.literal("ENABLED").default("ENABLED"),
  flexibleTimeWindow: z.object({ mode: z.literal("OFF") }),
  target: z.object({
    arn: z.string(),
    roleArn: z.string(),
    input: z.string().optional(),
    deadLetterConfig: z.object({ arn: z.string() }).optional(),
  }),
});

export const schedulesOf = (graph: GraphData): Wiring["schedules"] =>
  propertiesOf(graph, "aws:scheduler/schedule:Schedule", Schedule).map(({ target, ...schedule }) => ({
    name: schedule.name,
    group: schedule.groupName,
    expression: schedule.scheduleExpression,
    timezone: schedule.scheduleExpressionTimezone,
    target: {
      arn: target.arn,
      roleArn: target.roleArn,
      ...(target.input !== undefined && { input: target.input }),
      ...(target.deadLetterConfig && { deadLetterArn: target.deadLetterConfig.arn }),
    },
  }));
