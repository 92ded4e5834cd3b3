import type { DomainEvent } from "../../events.ts";
import type { Step } from "./state.ts";

type About = Omit<Extract<DomainEvent, { type: "step.checkpoint" }>["detail"], "id" | "group" | "percent" | "until">;

/** The checkpoints that the groups of a step have reached. */
export function checkpointEvents(
  previous: Step | undefined,
  step: Step,
  about: About,
  id: (what: string) => string,
): DomainEvent[] {
  if (step.status !== "running" || step.stop) return [];
  const known = previous?.status === "running" ? previous.groups : [];
  return step.groups.flatMap((group): DomainEvent[] => {
    if (group.status !== "running" || !group.checkpoint) return [];
    const before = known.find(({ name }) => name === group.name);
    const { percent, until } = group.checkpoint;
    if (before?.status === "running" && before.checkpoint?.percent === percent) return [];
    const detail = { ...about, id: id(`${step.environment}/checkpoint/${group.name}/${percent}`) };
    return [{ type: "step.checkpoint", detail: { ...detail, group: group.name, percent, ...(until && { until }) } }];
  });
}
