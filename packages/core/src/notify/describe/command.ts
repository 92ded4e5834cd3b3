import type { Power } from "../../domain/policy.ts";
import { code, type Piece } from "../text.ts";
import type { Reader } from "./shared.ts";

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
