import type { DomainEvent } from "../../events.ts";
import type { Rollout, Step } from "./state.ts";

type About = Pick<
  Extract<DomainEvent, { type: "step.started" }>["detail"],
  "service" | "team" | "family" | "image" | "at"
>;

/** What there is to tell of the approval of a rollout's steps: asked for, given, or refused. */
export function approvalEvents(
  previous: Rollout | undefined,
  rollout: Rollout,
  about: About,
  id: (what: string) => string,
): DomainEvent[] {
  return rollout.steps.flatMap((step, index) => {
    const { environment } = step;
    const said = changesOf(previous?.steps[index], step);
    return said.map((change) =>
      eventOf(change, { ...about, environment, id: id(`${environment}/approval/${nameOf(change)}`) }),
    );
  });
}

/** There is a reminder for each end of the time, which a pause moves. */
const nameOf = (change: Change): string => (change.status === "due" ? `due/${change.said.until}` : change.status);

function eventOf(change: Change, detail: About & { readonly environment: string; readonly id: string }): DomainEvent {
  switch (change.status) {
    case "wanted":
      return { type: "approval.wanted", detail: { ...detail, ...change.said } };
    case "due":
      return { type: "approval.due", detail: { ...detail, ...change.said } };
    case "granted":
      return { type: "approval.granted", detail: { ...detail, ...change.said } };
    case "declined":
      return { type: "approval.declined", detail: { ...detail, ...change.said } };
  }
}

type Detail<Type extends DomainEvent["type"]> = Omit<
  Extract<DomainEvent, { type: Type }>["detail"],
  keyof About | "environment" | "id"
>;
type Change =
  | { readonly status: "wanted"; readonly said: Detail<"approval.wanted"> }
  | { readonly status: "due"; readonly said: Detail<"approval.due"> }
  | { readonly status: "granted"; readonly said: Detail<"approval.granted"> }
  | { readonly status: "declined"; readonly said: Detail<"approval.declined"> };

function changesOf(previous: Step | undefined, step: Step): Change[] {
  const changes: Change[] = [];
  const { approval } = step;
  const dueAt = step.status === "waiting" && step.dueAt ? { dueAt: step.dueAt } : {};
  if (approval?.status === "wanted") {
    const { teams, until, remindedAt } = approval;
    const before = previous?.approval?.status === "wanted" ? previous.approval.remindedAt : undefined;
    if (!previous?.approval) changes.push({ status: "wanted", said: { teams, until, ...dueAt } });
    if (remindedAt && !before?.equals(remindedAt)) changes.push({ status: "due", said: { teams, until, ...dueAt } });
  }
  if (approval?.status === "granted" && previous?.approval?.status !== "granted") {
    const { by, comment } = approval;
    changes.push({ status: "granted", said: { by, ...(comment !== undefined && { comment }), ...dueAt } });
  }
  if (step.status === "declined" && previous?.status !== "declined") {
    const { reason, by, comment } = step;
    const said = { reason, ...(by && { by }), ...(comment !== undefined && { comment }) };
    changes.push({ status: "declined", said });
  }
  return changes;
}
