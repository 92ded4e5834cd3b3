import { openWaitsByEnd } from "../domain/rollout/openWaits.ts";
import { longestOf, nameOf } from "../domain/rollout/pauses.ts";
import type { Checkpoint, Pause } from "../domain/rollout/state.ts";
import type { Temporal } from "../domain/temporal.ts";
import { groupPage } from "./awsConsole.ts";
import { pageOr } from "./describe/shared.ts";
import { waitText } from "./describe/waits.ts";
import type { Known } from "./known.ts";
import type { Row, Severity } from "./message.ts";
import type { Progress } from "./progress.ts";
import { count, list, moment, on, say, strong, type Text } from "./text.ts";
import { writeSpan } from "./times.ts";

type News = Progress["news"][string];
type Approval = Progress["approvals"][string];

/** Those of the plan in its order; where it is not known yet, of the configuration; then any other that has news. */
export function environmentsOf({ plan, news, approvals }: Progress, order: readonly string[]): readonly string[] {
  const known = plan ? plan.steps.map(({ environment }) => environment) : order;
  return [...new Set([...known, ...Object.keys({ ...news, ...approvals }).sort()])];
}

/** What becomes of what somebody stops. */
export const endings = { cancel: "cancelled", "roll-back": "rolled back" } as const;

/** How it ended where somebody, by name, wanted that. A roll-back that has failed in part is a failure. */
function stoppedHow({ status, stop }: News): string | undefined {
  if (!stop || status === "running" || (stop.verb === "roll-back" && status === "failed")) return undefined;
  return `${endings[stop.verb]} for ${stop.by}`;
}

const isFailure = (news: News | undefined) =>
  (news?.status === "failed" || news?.status === "rolled-back") && stoppedHow(news) === undefined;

/** How the rollout stands as a whole, as the rest of a sentence. */
export function outcome(progress: Known, environments: readonly string[]): { severity: Severity; text: Text } {
  const { news, completedAt } = progress;
  const where = (status: News["status"]) => environments.filter((name) => news[name]?.status === status);
  const named = (names: readonly string[]) => list(names.map((name) => say`${strong(name)}`));
  const failed = environments.filter((name) => isFailure(news[name]));
  if (failed.length > 0)
    return { severity: "failure", text: say`${named(failed)} failed, and the image goes no further` };
  const running = where("running");
  if (running.length > 0) {
    const becoming = (name: string) => {
      const stop = news[name]?.stop;
      return stop ? endings[stop.verb] : "refreshed";
    };
    const all = [...Map.groupBy(running, becoming)];
    return {
      severity: all.every(([what]) => what === "refreshed") ? "info" : "warning",
      text: list(all.map(([what, names]) => say`${named(names)} ${names.length === 1 ? "is" : "are"} being ${what}`)),
    };
  }
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
  if (completedAt) {
    const done = where("succeeded");
    const everywhere = done.length === environments.length;
    const runs = everywhere ? say`it runs in every environment` : say`it runs in ${named(done)}`;
    return { severity: "success", text: say`${runs}; the rollout ended ${on(completedAt)}` };
  }
  const next = environments.find((name) => news[name] === undefined);
  if (next === undefined && where("superseded").length > 0) {
    return {
      severity: "quiet",
      text: say`${named(where("superseded"))} ${where("superseded").length === 1 ? "takes" : "take"} a newer image instead`,
    };
  }
  if (next === undefined) return { severity: "info", text: say`every environment has had its turn` };
  return whatIsNext(progress, next);
}

function whatIsNext(progress: Known, name: string): { severity: Severity; text: Text } {
  const { approvals, asOf, pauses = [] } = progress;
  const dueAt = plannedIn(progress, name)?.dueAt;
  const pause = longestOf(pauses.filter(({ environment = name }) => environment === name));
  const paused =
    pause && say`paused by ${pause.by.name} until ${pause.until ? moment(pause.until) : "somebody resumes"}`;
  const severity = paused ? "warning" : "info";
  if (approvals[name]?.status === "wanted") {
    return { severity, text: say`${strong(name)} waits for an approval${paused ? say`, and is ${paused}` : []}` };
  }
  // The end of the pause has been said.
  const isNews = dueAt && isAfter(dueAt, asOf) && !(pause?.until && dueAt.equals(pause.until));
  return {
    severity,
    text: say`${paused ? say`${paused}; then ` : []}${strong(name)} is next${isNews ? say`, ${on(dueAt)}` : []}`,
  };
}

/** What is paused, until when, by whom and why. */
export function pausedText(pause: Pause, service: string): Text {
  const until = pause.until ? say` until ${moment(pause.until)}` : say``;
  return say`${strong(nameOf(pause, service))} is paused${until} by ${pause.by.name} since ${moment(pause.at)}: ${pause.reason}`;
}

/** How an environment stands: what has become of it, or when it has its turn and what it waits for. */
export function standing(name: string, progress: Known, region: string | undefined): Row {
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
    value: turn(dateIn(progress, name), progress.asOf),
    notes: [...(approval ? [answerTo(approval)] : []), ...waits(name, progress)],
  };
}

/** When it has its turn: at once, where nothing but an answer is in its way. */
function dateIn(progress: Progress, name: string): Temporal.Instant | undefined {
  const { dueAt, waits: all } = plannedIn(progress, name) ?? { waits: [] };
  const open = openWaitsByEnd({ waits: all }, progress.asOf);
  return dueAt ?? (open.length > 0 && open.every(({ gate }) => gate === "approval") ? progress.asOf : undefined);
}

/** Its date and its waits. */
const plannedIn = ({ plan }: Progress, name: string) => plan?.steps.find(({ environment }) => environment === name);

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
  const { status, at, since, groups = 0, reason = "", stop } = news;
  const stopped = stoppedHow(news);
  if (stopped !== undefined) return say`${stopped}, ${on(at)}`;
  const took = since ? say`, after ${writeSpan(since, at)}` : [];
  switch (status) {
    case "running":
      return say`${count(groups, "group")} being ${stop ? `${endings[stop.verb]} for ${stop.by}` : "refreshed"} since ${moment(at)}`;
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

/** Where its refresh waits. */
function checkpointIn({ checkpoints }: Known, name: string, region: string | undefined): Text[] {
  const reached = checkpoints?.[name];
  return reached ? [say`${pageOr(groupPage(region, reached.group), reached.group)} ${checkpointText(reached)}`] : [];
}

export const checkpointText = ({ percent, until }: Checkpoint): Text =>
  say`is at its checkpoint of ${percent} %${until ? say`, until ${moment(until)}` : ""}`;

/** Why, where that is not said already. The reason of what somebody wanted begins with who did (domain/rollout/stop.ts). */
function notesOf(news: News): Text[] {
  const { status, reason } = news;
  if (reason === undefined || status === "superseded") return [];
  const said = `${stoppedHow(news)}: `;
  return [say`${reason.startsWith(said) ? reason.slice(said.length) : reason}`];
}

const turn = (dueAt: Temporal.Instant | undefined, now: Temporal.Instant): Text => {
  if (!dueAt) return say`the date is not known yet`;
  return isAfter(dueAt, now) ? say`${moment(dueAt)}` : say`as soon as nothing is in its way`;
};

const isAfter = (at: Temporal.Instant, now: Temporal.Instant) => at.epochMilliseconds > now.epochMilliseconds;

/** What it still waits for. Who is asked to approve it is said already. */
function waits(name: string, progress: Known): Text[] {
  const { approvals, asOf } = progress;
  return openWaitsByEnd(plannedIn(progress, name) ?? { waits: [] }, asOf)
    .filter(({ gate }) => gate !== "approval" || !approvals[name])
    .map(waitText);
}
