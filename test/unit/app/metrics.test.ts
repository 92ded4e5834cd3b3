import { memoryPorts } from "@ami-refresh/core/adapters/memory/ports.ts";
import { metricsOf } from "@ami-refresh/core/app/metricsOf.ts";
import { recordedBus } from "@ami-refresh/core/app/recordedBus.ts";
import { examples } from "@ami-refresh/core/docs/events/examples.ts";
import type { DomainEvent } from "@ami-refresh/core/events.ts";
import { describe, expect, it } from "vitest";
import { at } from "../../support/policy.ts";

const image = {
  id: "ami-1",
  name: "base-1",
  architecture: "x86_64",
  createdAt: at("2026-11-24T09:00:00Z"),
  correlationId: "announced",
};
const about = { service: "checkout", team: "payments", family: "base", image, environment: "staging" };

const started: DomainEvent = {
  type: "step.started",
  detail: {
    ...about,
    id: "started",
    at: at("2026-11-25T10:00:00Z"),
    groups: ["a"],
    publishedAt: at("2026-11-24T10:00:00Z"),
    waits: [
      { gate: "promotion", reason: "development first" },
      { gate: "delay", reason: "an hour after", until: at("2026-11-24T11:00:00Z") },
      { gate: "window", reason: "closed", until: at("2026-11-26T10:00:00Z") },
    ],
  },
};

describe("the metrics of a step", () => {
  it("that started: what each gate kept it waiting since publication, never longer than until the start", () => {
    expect(metricsOf(started)).toEqual([
      { name: "StepsStarted", value: 1, about: { service: "checkout", environment: "staging" } },
      { name: "WaitByGate", value: 24 * 3600, about: { gate: "promotion" } },
      { name: "WaitByGate", value: 3600, about: { gate: "delay" } },
      { name: "WaitByGate", value: 24 * 3600, about: { gate: "window" } },
    ]);
  });

  it.each([
    ["succeeded", "StepsSucceeded", {}],
    ["failed", "StepsFailed", { reason: "b: no capacity", rolledBack: false }],
  ] as const)("that %s: how long each refresh took that succeeded", (end, name, more) => {
    const startedAt = at("2026-11-25T10:00:00Z");
    const endedAt = at("2026-11-25T10:07:30Z");
    const event = {
      type: `step.${end}`,
      detail: {
        ...about,
        ...more,
        id: end,
        at: endedAt,
        startedAt,
        groups: [
          { name: "a", status: "succeeded", refreshId: "r-1", startedAt, endedAt },
          { name: "b", status: "failed", refreshId: "r-2", reason: "no capacity", endedAt },
          { name: "c", status: "left", why: "no-capacity", reason: "is empty" },
        ],
      },
    } as DomainEvent;
    const of = { service: "checkout", environment: "staging" };
    expect(metricsOf(event)).toEqual([
      { name, value: 1, about: of },
      { name: "RefreshDuration", value: 450, about: of },
    ]);
  });
});

it("counts what publication rejects, by rule", () => {
  expect(metricsOf(examples["image.rejected"])).toEqual([
    { name: "ImagesRejected", value: 1, about: { rule: "owner" } },
  ]);
});

describe("a recorded bus", () => {
  const recorded = () => {
    const ports = memoryPorts("2026-11-25T10:00:00Z");
    return { ...ports, recorded: recordedBus(ports.bus, ports) };
  };

  it("says of every event that it took whom, where and which image it is about", async () => {
    const { recorded: bus, bus: taken, log, metrics } = recorded();
    await bus.put([started]);
    expect(taken.events).toEqual([started]);
    expect(log.lines).toEqual([
      {
        level: "info",
        message: "step.started: ami-1 of checkout in staging",
        fields: {
          service: "checkout",
          family: "base",
          environment: "staging",
          image: "ami-1",
          correlationId: "announced",
          event: "started",
        },
      },
    ]);
    expect(metrics.metrics).toEqual(metricsOf(started));
  });

  it("takes every kind of event", async () => {
    const { recorded: bus, bus: taken } = recorded();
    await bus.put(Object.values(examples));
    expect(taken.events).toHaveLength(Object.keys(examples).length);
  });

  it("measures nothing that the bus did not take", async () => {
    const { log, metrics } = recorded();
    const refused = { put: () => Promise.reject(new Error("EventBridge did not take it")) };
    await expect(recordedBus(refused, { log, metrics }).put([started])).rejects.toThrow("did not take");
    expect([log.lines, metrics.metrics]).toEqual([[], []]);
  });
});
