import type { Policy, Team } from "../../domain/policy.ts";
import { addressesIn } from "../../domain/subscription/subscriptionsOf.ts";
import type { Symptom } from "../finding.ts";
import type { Rule } from "../rule.ts";

/** Teams that are asked in Slack, of which nobody may answer there. */
export const nobodyApproves: Rule = ({ policy }) =>
  Object.values(policy.services).flatMap(({ name: service, environments }) =>
    environments.flatMap(({ name: environment, approval }): Symptom[] => {
      const asked = teamsIn(policy, approval?.teams ?? []);
      const inSlack = asked.some((team) => addressesIn(team, "slack").length > 0);
      if (!inSlack || asked.some(mayApprove)) return [];
      return [
        {
          severity: "note",
          about: { service, environment },
          what: `nobody may approve it from Slack, where it is asked: no member of ${asked.map(({ name }) => name).join(", ")} may \`approve\``,
          why: "only `ami-refresh approve` answers, and without an answer the image is declined",
          remedy: "name people in the team's `members`, unless that is meant",
        },
      ];
    }),
  );

const teamsIn = ({ teams }: Policy, names: readonly string[]): Team[] => names.flatMap((name) => teams[name] ?? []);

const mayApprove = ({ members = [] }: Team): boolean => members.some(({ may }) => may.includes("approve"));
