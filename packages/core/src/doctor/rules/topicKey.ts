import type { Symptom } from "../finding.ts";
import type { Rule } from "../rule.ts";
import { type NamedTopic, topicsIn } from "../topics.ts";

/** Topics that are encrypted with a key that whoever publishes may not use. */
export const topicKey: Rule = ({ policy, topics, account }) =>
  topicsIn(policy).flatMap((named): Symptom[] => {
    const topic = topics?.get(named.arn);
    if (topic?.state !== "there" || topic.key === undefined) return [];
    return symptomsOf(topic.key, named, account);
  });

function symptomsOf(key: string, { arn, account, who, about, loss }: NamedTopic, ours: string): Symptom[] {
  const principal = who === "alarms" ? "cloudwatch.amazonaws.com" : "the role of TellSns";
  const grant = `let ${principal} kms:GenerateDataKey* and kms:Decrypt in its policy`;
  // Amazon's own key for the account: it serves those of the account, and nobody can change its policy
  // (https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html).
  if (/(^|:)alias\/aws\/sns$/.test(key)) {
    if (who === "functions" && account === ours) return [];
    const barred = who === "alarms" ? "CloudWatch" : "no other account";
    const what = `the topic ${arn} is encrypted with alias/aws/sns, which ${barred} may${who === "alarms" ? " not" : ""} use`;
    return [
      { severity: "error", about, what, why: loss, remedy: `encrypt it with a key of its account's own, and ${grant}` },
    ];
  }
  return [
    {
      severity: "note",
      about,
      what: `the topic ${arn} is encrypted with the key ${key}, whose policy was not looked at`,
      why: "what may not use the key cannot publish to the topic",
      remedy: `${grant}: no permission on keys is granted with ami-refresh`,
    },
  ];
}
