import type { Symptom } from "../finding.ts";
import type { Rule } from "../rule.ts";
import { refuses } from "../topicPolicy.ts";
import { topicsIn } from "../topics.ts";

/** Topics whose own policy lets nobody of us publish. */
export const topicPolicy: Rule = ({ policy, topics, account }) =>
  topicsIn(policy).flatMap(({ arn, account: topicAccount, who, about, loss }): Symptom[] => {
    const topic = topics?.get(arn);
    if (topic?.state !== "there" || !topic.policy || !refuses(topic.policy, topicAccount, { who, account })) return [];
    const [publisher, principal] =
      who === "alarms"
        ? ["CloudWatch", "cloudwatch.amazonaws.com"]
        : [`account ${account}`, "the role of TellSns, or its account,"];
    return [
      {
        severity: "error",
        about,
        what: `the policy of the topic ${arn} does not let ${publisher} publish`,
        why: loss,
        remedy: `let ${principal} sns:Publish in the topic's policy`,
      },
    ];
  });
