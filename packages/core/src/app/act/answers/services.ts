import type { Policy, ServicePolicy } from "../../../domain/policy.ts";
import { context, fallback, type SlackBlock, type SlackForm } from "../../../notify/slack.ts";
import { say } from "../../../notify/text.ts";

export interface About {
  /** Absent: those of the teams, or all where there are none. */
  readonly service?: string | undefined;
  /** Teams of whoever asks. */
  readonly teams: readonly string[];
}

/** A message holds fifty blocks, and people read fewer. */
const most = 15;

/** The services that somebody asks about, and how many more there are. */
export function servicesFor({ services }: Policy, { service, teams }: About): { shown: ServicePolicy[]; more: number } {
  const all = Object.values(services);
  const own = all.filter(({ team }) => teams.includes(team));
  const asked = service === undefined ? (own.length > 0 ? own : all) : all.filter(({ name }) => name === service);
  return { shown: asked.slice(0, most), more: Math.max(0, asked.length - most) };
}

/** A title, a block or a few for each service, and what is missing. */
export function listed(title: string, blocks: readonly SlackBlock[], more: number, verb: string): SlackForm {
  const rest = more === 0 ? [] : [context(say`… and ${more} more: /ami ${verb} SERVICE`, "UTC")];
  return { text: fallback(say`${title}`, "UTC"), blocks: [...blocks.slice(0, 49), ...rest] };
}
