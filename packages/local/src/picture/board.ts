import type { RolloutSummary, StepSummary } from "../summary.ts";
import type { GroupView, View } from "../view.ts";
import { instantOf } from "./when.ts";
import { type CellStatus, cellStatus } from "./words.ts";

/** The fleet as a table: a row for each service, a cell for each of its environments. */
export interface Row {
  readonly service: string;
  readonly team: string;
  readonly timezone: string;
  /** In promotion order. */
  readonly cells: readonly Cell[];
}
export interface Cell {
  readonly service: string;
  readonly environment: string;
  readonly status: CellStatus;
  /** What matters most there now: what runs, else what is due next, else what came last. */
  readonly current: Current | undefined;
  /** The name of its image, where the service has a newer one of that family on its way. */
  readonly olderImage: string | undefined;
  /** The same for every family of the service that has a rollout. */
  readonly perFamily: readonly Current[];
  readonly groups: readonly GroupView[];
  /** 0 to 100, over the groups of the current step; null where no refresh was started. */
  readonly percent: number | null;
}
export interface Current {
  readonly rollout: RolloutSummary;
  readonly step: StepSummary;
}

export function boardOf(view: View): Row[] {
  return view.services.map((service) => ({
    service: service.name,
    team: service.team,
    timezone: service.timezone,
    cells: service.environments.map((environment) => cellOf(view, service.name, environment)),
  }));
}

function cellOf(view: View, service: string, environment: string): Cell {
  const names = new Set(
    view.placements.filter((p) => p.service === service && p.environment === environment).map((p) => p.group),
  );
  const groups = view.groups.filter((group) => names.has(group.name));
  const here = view.summary.rollouts.flatMap((rollout) => {
    const step = rollout.service === service && rollout.steps.find((s) => s.environment === environment);
    return step ? [{ rollout, step }] : [];
  });
  const perFamily = [...Map.groupBy(here, ({ rollout }) => rollout.family).values()].flatMap(
    (of) => foremost(of) ?? [],
  );
  const current = foremost(perFamily);
  return {
    service,
    environment,
    status: current ? cellStatus(current.step.status) : "idle",
    current,
    olderImage: current && olderImageOf(view, current.rollout),
    perFamily,
    groups,
    percent: current ? percentOf(current.step, groups) : null,
  };
}

function olderImageOf(view: View, { service, family, image, publishedAt }: RolloutSummary): string | undefined {
  const isOlder = view.summary.rollouts.some(
    (other) =>
      other.service === service &&
      other.family === family &&
      other.image !== image &&
      instantOf(other.publishedAt) > instantOf(publishedAt),
  );
  return isOlder ? (view.images.find(({ id }) => id === image)?.name ?? image) : undefined;
}

function foremost(candidates: readonly Current[]): Current | undefined {
  return candidates.toSorted(
    (a, b) =>
      rank(a) - rank(b) || due(a) - due(b) || instantOf(b.rollout.publishedAt) - instantOf(a.rollout.publishedAt),
  )[0];
}

const order: Readonly<Partial<Record<CellStatus, number>>> = { running: 0, waiting: 1, superseded: 3 };
const rank = ({ step }: Current) => order[cellStatus(step.status)] ?? 2;
const due = ({ step }: Current) =>
  step.status === "waiting" ? (step.dueAt === null ? Number.MAX_SAFE_INTEGER : instantOf(step.dueAt)) : 0;

/** Progress over the step's groups, each weighed by its instances. */
function percentOf(step: StepSummary, groups: readonly GroupView[]): number | null {
  if (step.status === "succeeded" || step.status === "soaking") return 100;
  if (step.status !== "running") return null;
  let done = 0;
  let total = 0;
  for (const { name, status, refreshId } of step.groups) {
    const group = groups.find((candidate) => candidate.name === name);
    const weight = Math.max(1, group?.desiredCapacity ?? 1);
    total += weight;
    if (status === "succeeded" || status === "left") done += weight;
    else if (status === "running" && group?.refresh?.id === refreshId) done += (weight * group.refresh.percent) / 100;
  }
  return total === 0 ? 0 : Math.floor((done / total) * 100);
}
