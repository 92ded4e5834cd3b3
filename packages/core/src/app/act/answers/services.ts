import type { Policy, ServicePolicy } from "../../../domain/policy.ts";
import { context, fallback, type SlackBlock, type SlackForm } from "../../../notify/slack.ts";
import { count, say } from "../../../notify/text.ts";

export interface About {
  /** Absent: those of the teams, or all where there are none. */
  readonly service?: string | undefined;
  /** Teams of whoever asks. */
  readonly teams: readonly string[];
}

/** People read no more of them. */
const most = 15;
/** A message holds fifty blocks (https://docs.slack.dev/reference/block-kit/blocks): two are for what is missing. */
const room = 48;

/** The services that somebody asks about, and how many more there are. */
export function servicesFor({ services }: Policy, { service, teams }: About): { shown: ServicePolicy[]; more: number } {
  const all = Object.values(services);
  const own = all.filter(({ team }) => teams.includes(team));
  const asked = service === undefined ? (own.length > 0 ? own : all) : all.filter(({ name }) => name === service);
  return { shown: asked.slice(0, most), more: Math.max(0, asked.length - most) };
}

/** A title, the services that fit with all of their blocks, and what is missing. */
export function listed(
  title: string,
  services: readonly (readonly SlackBlock[])[],
  more: number,
  verb: string,
): SlackForm {
  const ends = services.map((_, index) => services.slice(0, index + 1).flat().length);
  // The first is shown even if it is cut.
  const shown = services.slice(0, Math.max(1, ends.filter((end) => end <= room).length));
  const blocks = shown.flat();
  const cut = Math.max(0, blocks.length - room);
  const missing = more + services.length - shown.length;
  const rest = [
    ...(cut === 0 ? [] : [say`… and ${count(cut, "more rollout")} of it`]),
    ...(missing === 0 ? [] : [say`… and ${missing} more: /ami ${verb} SERVICE`]),
  ];
  return {
    text: fallback(say`${title}`, "UTC"),
    blocks: [...blocks.slice(0, room), ...rest.map((text) => context(text, "UTC"))],
  };
}
