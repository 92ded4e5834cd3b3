import type { Power } from "../../domain/policy.ts";
import type { Pause } from "../../domain/rollout/state.ts";
import { code, type Piece } from "../text.ts";
import type { Reader } from "./shared.ts";

/** One environment of a service, on its way to an image. */
interface Place {
  readonly service: string;
  readonly environment: string;
  readonly image: { readonly id: string };
}

/**
 * What people write to act: `terminal` after `ami-refresh`, and in Slack `slack` after `/ami`, where a member of the team
 * may do that from there (docs/usage/slack.md). Mails, and what programs are told, say the terminal's.
 */
export function command({ team }: Reader, power: Power, terminal: string, slack: string): Piece {
  const inTerminal = `ami-refresh ${terminal}`;
  const may = team.members?.some((member) => member.may.includes(power));
  return may ? { code: inTerminal, inSlack: `/ami ${slack}` } : code(inTerminal);
}

/** How to see what is under way: every member of a workspace may ask for that, once `/ami` is there for somebody. */
export const statusCommand = ({ team: { members = [] } }: Reader): Piece =>
  members.length > 0 ? { code: "ami-refresh status", inSlack: "/ami status" } : code("ami-refresh status");

/** To answer, as a member of one of the `teams` that are asked, whether an image may start. */
export function answerCommand(
  verb: "approve" | "decline",
  { service, environment, image, teams }: Place & { readonly teams: readonly string[] },
  reader: Reader,
): Piece {
  const { name } = reader.team;
  const forTeam = teams.length > 1 ? ` --team ${teams.includes(name) ? name : teams[0]}` : "";
  const what = `${verb} ${service} ${environment}`;
  return command(reader, "approve", `${what} --image ${image.id}${forTeam}`, `${what} ${image.id}`);
}

/** To hold an environment up. */
export function pauseCommand({ service, environment }: Omit<Place, "image">, reader: Reader): Piece {
  const what = `pause ${service} ${environment}`;
  return command(reader, "pause", `${what} --reason …`, `${what} REASON`);
}

/** Everything is resumed by operators, of whom a team's message knows nothing: that is told for a terminal. */
export function resumeCommand(
  { service, scope, environment }: Pick<Pause, "scope" | "environment"> & { readonly service: string },
  reader: Reader,
): Piece {
  if (scope === "everything") return code("ami-refresh resume");
  const what = environment === undefined ? `resume ${service}` : `resume ${service} ${environment}`;
  return command(reader, "pause", what, what);
}

/** To stop a refresh, or to go back to the image from before. */
export function stopCommand(
  verb: "cancel" | "roll-back",
  { service, environment, image }: Place,
  reader: Reader,
): Piece {
  const what = `${verb} ${service} ${environment}`;
  return command(reader, "roll-back", `${what} --image ${image.id} --reason …`, `${what} ${image.id} REASON`);
}
