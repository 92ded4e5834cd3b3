import { aboutClaim } from "../claims.ts";
import type { Symptom } from "../finding.ts";
import type { Rule } from "../rule.ts";

/**
 * Groups whose refresh would wait for a person, and fail after an hour
 * (https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_RefreshPreferences.html: Wait, the default). Healthy
 * percentages alone never stop a refresh: where they leave no room, AWS goes one instance beyond them.
 */
export const stuckRefresh: Rule = ({ claims }) =>
  claims.flatMap((claim) => {
    const { refresh } = claim.environment;
    const { protectedInstances, standbyInstances } = claim.group;
    const about = aboutClaim(claim);
    const why = "the refresh waits for a person to change that, and fails after an hour without progress";
    const symptoms: Symptom[] = [];
    if (protectedInstances > 0 && (refresh.scaleInProtected ?? "Wait") === "Wait") {
      symptoms.push({
        severity: "warning",
        about,
        what: `${count(protectedInstances)} protected from scale-in, and \`refresh.scaleInProtected\` is \`Wait\``,
        why,
        remedy: "`refresh: { scaleInProtected: Refresh }` replaces them, `Ignore` leaves them as they are",
      });
    }
    if (standbyInstances > 0 && (refresh.standby ?? "Wait") === "Wait") {
      symptoms.push({
        severity: "warning",
        about,
        what: `${count(standbyInstances)} in standby, and \`refresh.standby\` is \`Wait\``,
        why,
        remedy: "put them back into service; or `refresh: { standby: Terminate }` replaces them, `Ignore` leaves them",
      });
    }
    return symptoms;
  });

const count = (instances: number): string => (instances === 1 ? "1 instance is" : `${instances} instances are`);
