import type { Symptom } from "../finding.ts";
import type { Rule } from "../rule.ts";
import { topicsIn } from "../topics.ts";

/** Are the topics there that the configuration names? */
export const topicMissing: Rule = ({ policy, topics }) =>
  topicsIn(policy).flatMap(({ arn, about, loss }): Symptom[] => {
    const topic = topics?.get(arn);
    if (topic?.state === "missing") {
      const remedy = "create it, or correct its ARN in the configuration";
      return [{ severity: "error", about, what: `there is no topic ${arn}`, why: loss, remedy }];
    }
    if (topic?.state !== "hidden") return [];
    return [
      {
        severity: "note",
        about,
        what: `the topic ${arn} could not be looked at: ${topic.reason}`,
        why: "that it is not there, or admits nobody of us, is noticed at the first message",
        remedy:
          "see that its ARN is right; to have it checked, let these credentials sns:GetTopicAttributes in its policy",
      },
    ];
  });
