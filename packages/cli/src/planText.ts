import type { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import type { ServicePlan } from "./commands/plan.ts";
import { styled, type Terminal } from "./terminal.ts";

/** Plans as a table for people: one block a service, times in its own zone, a line for every wait, the last one last. */
export function writePlans(
  plans: readonly ServicePlan[],
  publishedAt: Temporal.Instant,
  timezone: string,
  terminal: Pick<Terminal, "colour">,
): string {
  const head = `If an image were published on ${writeTime(publishedAt, timezone, publishedAt)} (${timezone}):`;
  const tables = plans.map((plan) => rowsOf(plan, publishedAt));
  const widths = [0, 1, 2].map((column) => Math.max(0, ...tables.flat().map((row) => row[column]?.length ?? 0)));
  const blocks = plans.map(({ service }, i) => {
    const title = `${styled(terminal, "bold", service.name)} (${service.team}; ${service.families.join(", ")}; ${service.timezone})`;
    const lines = (tables[i] ?? []).map(([environment, dueAt, until, reason]) => {
      const waiting = styled(terminal, "dim", `${until.padEnd(widths[2] ?? 0)}  ${reason}`);
      return `  ${environment.padEnd(widths[0] ?? 0)}  ${dueAt.padEnd(widths[1] ?? 0)}  ${waiting}`;
    });
    return [title, ...lines].join("\n");
  });
  return `${[head, ...blocks].join("\n\n")}\n`;
}

/** Environment, when it starts, how long it waits, for what; a further wait leaves the first two empty. */
type Row = readonly [environment: string, dueAt: string, until: string, reason: string];

function rowsOf({ service, steps }: ServicePlan, publishedAt: Temporal.Instant): Row[] {
  return steps.flatMap((step, i): Row[] => {
    const zone = service.environments[i]?.timezone ?? service.timezone;
    const time = (instant: Temporal.Instant) => writeTime(instant, zone, publishedAt);
    const aside = zone === service.timezone ? "" : ` (${zone})`;
    if (step.nothing !== undefined) return [[step.environment, "nothing", "", step.nothing]];
    const dueAt = step.dueAt ? `${time(step.dueAt)}${aside}` : "not known";
    const waits = step.waits.toSorted((a, b) => (a.until?.epochMilliseconds ?? 0) - (b.until?.epochMilliseconds ?? 0));
    if (waits.length === 0) return [[step.environment, dueAt, "", "at once"]];
    return waits.map((wait, j) => {
      const until = wait.until ? `until ${time(wait.until)}` : "";
      return j === 0 ? [step.environment, dueAt, until, wait.reason] : ["", "", until, wait.reason];
    });
  });
}

const days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `Thu 26 Nov 09:00`; with the year, where it is another than that of publication. */
export function writeTime(instant: Temporal.Instant, zone: string, publishedAt: Temporal.Instant): string {
  const local = instant.toZonedDateTimeISO(zone);
  const year = local.year === publishedAt.toZonedDateTimeISO(zone).year ? "" : ` ${local.year}`;
  const time = local.toPlainTime().toString({ smallestUnit: "minute" });
  return `${days[local.dayOfWeek - 1]} ${local.day} ${months[local.month - 1]}${year} ${time}`;
}
