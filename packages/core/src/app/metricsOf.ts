import type { DomainEvent } from "../events.ts";
import type { Metric } from "../ports.ts";

type Started = Extract<DomainEvent, { type: "step.started" }>["detail"];
type Refreshed = Extract<DomainEvent, { type: "step.succeeded" | "step.failed" }>["detail"];

/** What a domain event adds to the metrics. */
export function metricsOf(event: DomainEvent): readonly Metric[] {
  switch (event.type) {
    case "image.rejected":
      return [{ name: "ImagesRejected", value: 1, about: { rule: event.detail.rule } }];
    case "step.started":
      return [{ name: "StepsStarted", value: 1, about: step(event.detail) }, ...waits(event.detail)];
    case "step.succeeded":
      return [{ name: "StepsSucceeded", value: 1, about: step(event.detail) }, ...durations(event.detail)];
    case "step.failed":
      return [{ name: "StepsFailed", value: 1, about: step(event.detail) }, ...durations(event.detail)];
    default:
      return [];
  }
}

const step = ({ service, environment }: Started | Refreshed) => ({ service, environment });

/** How long each gate kept the step waiting, counted from publication: until it was to open, at the latest the start. */
function waits({ at, publishedAt, waits }: Started): Metric[] {
  if (!publishedAt) return [];
  const start = at.epochMilliseconds;
  return (waits ?? []).map(({ gate, until }) => ({
    name: "WaitByGate",
    value: Math.max(0, seconds(Math.min(until?.epochMilliseconds ?? start, start) - publishedAt.epochMilliseconds)),
    about: { gate },
  }));
}

/** How long the refresh of each group took that succeeded. */
function durations(detail: Refreshed): Metric[] {
  return detail.groups.flatMap((group): Metric[] => {
    if (group.status !== "succeeded") return [];
    const { startedAt, endedAt } = group;
    const value = seconds(endedAt.epochMilliseconds - startedAt.epochMilliseconds);
    return [{ name: "RefreshDuration", value, about: step(detail) }];
  });
}

const seconds = (milliseconds: number) => Math.round(milliseconds / 1000);
