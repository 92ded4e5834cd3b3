import { holdTag, neededProcesses } from "../../domain/launch/leave.ts";
import { shellWord } from "../../notify/shellWord.ts";
import { aboutClaim } from "../claims.ts";
import type { Rule } from "../rule.ts";

/** Groups in which processes that a refresh needs are suspended, by people or by AWS after a day of failed launches. */
export const suspendedProcesses: Rule = ({ claims }) =>
  claims.flatMap((claim) => {
    const suspended = claim.group.suspendedProcesses;
    const missing = neededProcesses.filter((process) => suspended.includes(process));
    if (missing.length > 0) {
      return {
        severity: "warning" as const,
        about: aboutClaim(claim),
        what: `${missing.join(" and ")} suspended`,
        why: "instances cannot be replaced: the group stays on its image",
        remedy: `resume them: \`${resume(claim.group.name, missing)}\``,
      };
    }
    if (!suspended.includes("AddToLoadBalancer")) return [];
    return {
      severity: "error" as const,
      about: aboutClaim(claim),
      what: "AddToLoadBalancer suspended",
      why: "a refresh replaces every instance by one that the load balancer is never told of",
      remedy: `resume it (\`${resume(claim.group.name, ["AddToLoadBalancer"])}\`), or hold the group by its tag ${holdTag} until then`,
    };
  });

const resume = (group: string, processes: readonly string[]): string =>
  `aws autoscaling resume-processes --auto-scaling-group-name ${shellWord(group)} --scaling-processes ${processes.join(" ")}`;
