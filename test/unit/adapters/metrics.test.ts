import { embeddedMetrics } from "@ami-refresh/core/adapters/aws/metrics.ts";
import { expect, it } from "vitest";

it("writes a metric as a line of the log from which CloudWatch makes it", () => {
  const lines: string[] = [];
  const metrics = embeddedMetrics({ stage: "production" }, (line) => lines.push(line));
  metrics.record({ name: "RefreshDuration", value: 450, about: { service: "checkout", environment: "staging" } });
  metrics.record({ name: "NotificationFailures", value: 1, about: { channel: "email" } });
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    {
      _aws: {
        Timestamp: expect.any(Number),
        CloudWatchMetrics: [
          {
            Namespace: "AmiRefresh",
            Dimensions: [["stage", "service", "environment"]],
            Metrics: [{ Name: "RefreshDuration", Unit: "Seconds" }],
          },
        ],
      },
      stage: "production",
      service: "checkout",
      environment: "staging",
      RefreshDuration: 450,
    },
    expect.objectContaining({ stage: "production", channel: "email", NotificationFailures: 1 }),
  ]);
});
