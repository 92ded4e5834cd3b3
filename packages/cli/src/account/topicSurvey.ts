import { codeOf } from "@ami-refresh/core/adapters/aws/errors.ts";
import { type DoctorPorts, Unanswered } from "@ami-refresh/core/app/doctor/ports.ts";
import type { TopicFacts } from "@ami-refresh/core/doctor/facts.ts";
import { readTopicPolicy } from "@ami-refresh/core/doctor/topicPolicy.ts";
import { GetTopicAttributesCommand, type SNSClient } from "@aws-sdk/client-sns";
import { asking, Unreachable } from "./answers.ts";

type Client = Pick<SNSClient, "send">;

/** Looks at topics, each in its own Region; publishes nothing. */
export function topicSurvey(
  clientIn: (region: string) => Client,
  identity: DoctorPorts["account"]["identity"],
): DoctorPorts["topics"] {
  return {
    async survey(arns) {
      const here = await identity();
      const topics = new Map<string, TopicFacts>();
      for (const arn of arns) topics.set(arn, await look(clientIn, arn, here));
      return topics;
    },
  };
}

async function look(
  clientIn: (region: string) => Client,
  arn: string,
  here: { readonly account: string; readonly region: string },
): Promise<TopicFacts> {
  const [, , , region = "", owner] = arn.split(":");
  try {
    return await asking("sns:GetTopicAttributes", () => attributesOf(clientIn(region), arn));
  } catch (error) {
    // It is for its own account to show it, and a Region that cannot be reached may be none.
    const theirs = error instanceof Unanswered && owner !== here.account;
    const elsewhere = error instanceof Unreachable && region !== here.region;
    if (theirs || elsewhere) return { state: "hidden", reason: error.message };
    throw error;
  }
}

async function attributesOf(client: Client, arn: string): Promise<TopicFacts> {
  try {
    const { Attributes = {} } = await client.send(new GetTopicAttributesCommand({ TopicArn: arn }));
    const { Policy, KmsMasterKeyId: key } = Attributes;
    const policy = Policy === undefined ? undefined : readTopicPolicy(Policy);
    return { state: "there", ...(policy && { policy }), ...(key && { key }) };
  } catch (error) {
    if (codeOf(error) === "NotFound") return { state: "missing" };
    throw error;
  }
}
