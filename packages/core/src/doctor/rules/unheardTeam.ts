import { silencedAs, whyWords } from "../../domain/subscription/kept.ts";
import { subscriptionsOfTeam } from "../../domain/subscription/subscriptionsOf.ts";
import { isUnheard } from "../../domain/subscription/unheard.ts";
import { hearCommand } from "../../notify/shellWord.ts";
import type { Symptom } from "../finding.ts";
import type { Rule } from "../rule.ts";

/** Others of a team are told when one of its addresses is silenced; of the last one nobody is. */
export const unheardTeam: Rule = ({ policy, readers }) => {
  if (!readers) return [];
  return Object.values(policy.teams)
    .filter((team) => isUnheard(readers, team))
    .map((team): Symptom => {
      const silenced = subscriptionsOfTeam(team).flatMap(({ address }) => silencedAs(readers, address) ?? []);
      const each = new Map(
        silenced.map(({ address: { to }, why, at }) => [to, `${to} since ${at}, for ${whyWords[why]}`]),
      );
      const commands = new Set(silenced.map(({ address: { channel, to } }) => `\`${hearCommand(channel, to)}\``));
      return {
        severity: "warning",
        about: { team: team.name },
        what: `each of its addresses is told nothing: ${[...each.values()].join("; ")}`,
        why: "nobody in the team learns of a failure, nor of this",
        remedy: `ask the team; ${[...commands].join(" or ")} has that address told again, or name another in the configuration`,
      };
    });
};
