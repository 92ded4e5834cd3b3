import { nameOf } from "../domain/rollout/pauses.ts";
import type { Pause } from "../domain/rollout/state.ts";
import { Temporal } from "../domain/temporal.ts";
import { groupPage } from "./awsConsole.ts";
import { pageOr } from "./describe/shared.ts";
import type { Row, Severity } from "./message.ts";
import type { Progress } from "./progress.ts";
import { count, list, moment, on, say, strong, type Text } from "./text.ts";
import { writeSpan } from "./times.ts";

type News = Progress["news"][string];
type Approval = Progress["approvals"][string];
type Planned = Pick<NonNullable<Progress["plan"]>["steps"][number], "dueAt" | "waits">;

/** Those of the plan in its order; where it is not known yet, of the configuration; then any other that has news. */
export function environmentsOf({ plan, news, approvals }: Progress, order: readonly string[]): readonly string[] {
  const known = plan ? plan.steps.map(({ environment }) => environment) : order;
  return [...new Set([...known, ...Object.keys({ ...news, ...approvals }).sort()])];
}

/** How it ended where somebody, by name, wanted that. A roll-back that has failed in part is a failure. */
function stoppedHow({ status, stop }: News): string | undefined {
  if (!stop || (stop.verb === "roll-back" && status === "failed")) return undefined;
  return `${stop.verb === "cancel" ? "cancelled" : "rolled back"} for ${stop.by}`;
}

const isFailure = (news: News | undefined) =>
  (news?.status === "failed" || news?.status === "rolled-back") && stoppedHow(news) === undefined;

/** How the rollout stands as a whole, as the rest of a sentence. */
export function outcome(progress: Progress, environments: readonly string[]): { severity: Severity; text: Text } {
  const { news, completedAt, approvals } = progress;
  const where = (status: News["status"]) => environments.filter((name) => news[name]?.status === status);
  const named = (names: readonly string[]) => list(names.map((name) => say`${strong(name)}`));
  const failed = environments.filter((name) => isFailure(news[name]));
  if (failed.length > 0)
    return { severity: "failure", text: say`${named(failed)} failed, and the image goes no further` };
  const running = where("running");
  if (running.length > 0)
    return { severity: "info", text: say`${named(running)} ${running.length === 1 ? "is" : "are"} being refreshed` };
  const stopped = environments.flatMap((name) => {
    const how = news[name] && stoppedHow(news[name]);
    return how === undefined ? [] : [[name, how] as const];
  });
  if (stopped.length > 0) {
    const ends = list(stopped.map(([name, how]) => say`${strong(name)} was ${how}`));
    return { severity: "warning", text: say`${ends}, and the image goes no further` };
  }
  const [declined] = where("declined");
  if (declined !== undefined)
    return { severity: "warning", text: say`${strong(declined)} was not approved, and the image goes no further` };
  if (completedAt) return { severity: "success", text: say`every environment has ended, the last ${on(completedAt)}` };
  const next = environments.find((name) => news[name] === undefined);
  if (next === undefined && where("superseded").length > 0) {
    return {
      severity: "quiet",
      text: say`${named(where("superseded"))} ${where("superseded").length === 1 ? "takes" : "take"} a newer image instead`,
    };
  }
  if (next === undefined) return { severity: "info", text: say`every environment has had its turn` };
  if (approvals[next]?.status === "wanted")
    return { severity: "info", text: say`${strong(next)} waits for an approval` };
  const dueAt = dueIn(progress, next);
  return {
    severity: "info",
    text: dueAt ? say`${strong(next)} is next, ${on(dueAt)}` : say`${strong(next)} is next`,
  };
}

/** What is paused, until when, by whom and why. */
export function pausedText(pause: Pause, service: string): Text {
  const until = pause.until ? say` until ${moment(pause.until)}` : say``;
  return say`${strong(nameOf(pause, service))} is paused${until} by ${pause.by.name} since ${moment(pause.at)}: ${pause.reason}`;
}

/** How an environment stands: what has become of it, or when it has its turn and what it waits for. */
export function standing(
  name: string,
  progress: Progress,
  environments: readonly string[],
  region: string | undefined,
): Row {
  const news = progress.news[name];
  if (news)
    return {
      name,
      mark: stoppedHow(news) === undefined ? marks[news.status] : "⏹️",
      value: told(news),
      notes: [...notesOf(news), ...checkpointIn(progress, name, region)],
    };
  const approval = progress.approvals[name];
  return {
    name,
    mark: approval?.status === "wanted" ? "✋" : "🕒",
    // Who is asked is the last that is in its way.
    value: turn(dueIn(progress, name) ?? (approval?.status === "wanted" ? progress.asOf : undefined), progress.asOf),
    notes: [...(approval ? [answerTo(approval)] : []), ...waits(name, progress, environments)],
  };
}

/** Its date and its waits, as they were told last. */
const plannedIn = ({ plan, dates }: Progress, name: string): Planned | undefined =>
  dates?.[name] ?? plan?.steps.find(({ environment }) => environment === name);

/** As the latest word has it: who is asked to approve is told the date anew. */
function dueIn({ approvals, dates, plan }: Progress, name: string): Temporal.Instant | undefined {
  const [date, approval] = [dates?.[name], approvals[name]];
  const known = approval?.dueAt ?? plan?.steps.find(({ environment }) => environment === name)?.dueAt;
  if (!date || (approval?.dueAt && Temporal.Instant.compare(approval.at, date.at) > 0)) return known;
  return date.dueAt;
}

export function answerTo({ status, by, at, until }: Approval): Text {
  const names = list(by.map((name) => say`${strong(name)}`));
  if (status === "granted") return say`approved by ${names} ${on(at)}`;
  return say`approval by ${names} is wanted${until ? say` until ${moment(until)}` : ""}`;
}

const marks: Readonly<Record<News["status"], string>> = {
  running: "🔄",
  succeeded: "✅",
  skipped: "⏭️",
  superseded: "⏭️",
  "rolled-back": "🔴",
  failed: "🔴",
  declined: "🚫",
};

export function told(news: News): Text {
  const { status, at, since, groups = 0, reason = "" } = news;
  const stopped = stoppedHow(news);
  if (stopped !== undefined) return say`${stopped}, ${on(at)}`;
  const took = since ? say`, after ${writeSpan(since, at)}` : [];
  switch (status) {
    case "running":
      return say`${count(groups, "group")} being refreshed since ${moment(at)}`;
    case "succeeded":
      return say`${count(groups, "group")} done ${on(at)}${took}`;
    case "failed":
      return say`failed ${on(at)}${took}`;
    case "rolled-back":
      return say`failed ${on(at)}${took}, and was rolled back`;
    case "skipped":
      return say`nothing refreshed, ${on(at)}`;
    case "declined":
      return say`not approved, ${on(at)}`;
    case "superseded":
      return say`takes the newer ${reason} instead, since ${moment(at)}`;
  }
}

/** Where its refresh waits, or has waited last: said while it is under way. */
function checkpointIn({ checkpoints, news }: Progress, name: string, region: string | undefined): Text[] {
  const reached = checkpoints?.[name];
  if (!reached || news[name]?.status !== "running") return [];
  const { group, percent, until } = reached;
  const page = pageOr(groupPage(region, group), group);
  return [say`${page} is at its checkpoint of ${percent} %${until ? say`, until ${moment(until)}` : ""}`];
}

const notesOf = ({ status, reason }: News): Text[] =>
  reason === undefined || status === "superseded" ? [] : [say`${reason}`];

const turn = (dueAt: Temporal.Instant | undefined, now: Temporal.Instant): Text => {
  if (!dueAt) return say`the date is not known yet`;
  return Temporal.Instant.compare(dueAt, now) <= 0 ? say`as soon as nothing is in its way` : say`${moment(dueAt)}`;
};

/** What it still waits for: not what has passed since the plan was made. */
function waits(name: string, progress: Progress, environments: readonly string[]): Text[] {
  const { news, approvals, asOf } = progress;
  const planned = plannedIn(progress, name);
  if (!planned) return [];
  const before = environments[environments.indexOf(name) - 1];
  const promoted = before !== undefined && ["succeeded", "skipped"].includes(news[before]?.status ?? "");
  return planned.waits
    .filter(({ gate }) => gate !== "promotion" || !promoted)
    .filter(({ gate }) => gate !== "approval" || !approvals[name])
    .filter(({ until }) => !until || Temporal.Instant.compare(until, asOf) > 0)
    .map(({ reason, until }) =>
      until && !(planned.dueAt && until.equals(planned.dueAt))
        ? say`${reason} – until ${moment(until)}`
        : say`${reason}`,
    );
}
