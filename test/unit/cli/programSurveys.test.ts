import { topicSurvey } from "@ami-refresh/cli/account/topicSurvey.ts";
import { webhookSurvey } from "@ami-refresh/cli/account/webhookSurvey.ts";
import { Unanswered } from "@ami-refresh/core/app/doctor/ports.ts";
import type { SNSClient } from "@aws-sdk/client-sns";
import type { SSMClient } from "@aws-sdk/client-ssm";
import { describe, expect, test } from "vitest";
import { anAwsClient, anAwsError, failing } from "../../support/awsClient.ts";

describe("topics", () => {
  const own = "arn:aws:sns:eu-west-2:123456789012:changes";
  const theirs = "arn:aws:sns:eu-west-2:999999999999:changes";
  const identity = async () => ({ account: "123456789012", region: "eu-west-2" });

  const survey = async (arn: string, attributes: ReturnType<typeof failing>) => {
    const regions: string[] = [];
    const client = anAwsClient<SNSClient>({ GetTopicAttributes: attributes });
    const clientIn = (region: string) => {
      regions.push(region);
      return client;
    };
    const topics = await topicSurvey(clientIn, identity).survey([arn]);
    expect(client.calls).toEqual([{ operation: "GetTopicAttributes", input: { TopicArn: arn } }]);
    return { topic: topics.get(arn), regions };
  };

  test("are looked at in their own Region: policy and key", async () => {
    const Policy = JSON.stringify({ Statement: [{ Effect: "Allow", Principal: "*", Action: "sns:Publish" }] });
    const elsewhere = own.replace("eu-west-2", "us-east-1");
    expect(await survey(elsewhere, () => ({ Attributes: { Policy, KmsMasterKeyId: "alias/aws/sns" } }))).toEqual({
      topic: {
        state: "there",
        policy: [{ effect: "Allow", principals: ["*"], actions: ["sns:Publish"], conditional: false, accounts: [] }],
        key: "alias/aws/sns",
      },
      regions: ["us-east-1"],
    });
    expect((await survey(own, () => ({ Attributes: { Policy: "no policy" } }))).topic).toEqual({ state: "there" });
    expect((await survey(own, () => ({}))).topic).toEqual({ state: "there" });
  });

  test("that are not there are told from those that another account does not show", async () => {
    expect((await survey(own, failing("NotFoundException"))).topic).toEqual({ state: "missing" });
    expect((await survey(theirs, failing("AuthorizationErrorException"))).topic).toEqual({
      state: "hidden",
      reason: "the message of AuthorizationErrorException (AuthorizationError)",
    });
    await expect(survey(own, failing("AuthorizationErrorException"))).rejects.toThrow(Unanswered);
  });

  test("of a Region that cannot be reached hide themselves; of our own the account cannot be reached", async () => {
    const unreachable = () => {
      throw new Error("getaddrinfo ENOTFOUND sns.eu-west-9.amazonaws.com");
    };
    expect((await survey(own.replace("eu-west-2", "eu-west-9"), unreachable)).topic).toEqual({
      state: "hidden",
      reason: expect.stringContaining("ENOTFOUND"),
    });
    await expect(survey(own, unreachable)).rejects.toThrow("the account cannot be reached");
  });
});

describe("secrets of webhooks", () => {
  const good = `whsec_${Buffer.alloc(24).toString("base64")}`;
  const parameters = (values: Readonly<Record<string, string>>, Type = "SecureString") =>
    anAwsClient<SSMClient>({
      GetParametersByPath: () => ({ Parameters: Object.keys(values).map((Name) => ({ Name, Type })) }),
      GetParameter: ({ Name, WithDecryption }) => {
        const Value = values[String(Name)];
        if (Value === undefined) throw anAwsError("ParameterNotFound");
        return { Parameter: { Value: WithDecryption ? Value : "encrypted", Type } };
      },
    });
  const nameIn = (stage: string) => `/ami-refresh/${stage}/webhooks/changes`;
  const secretIn = (stage: string, state: string) => ({
    state: "looked",
    secrets: new Map([["changes", { parameter: nameIn(stage), state }]]),
  });

  test("are those of the only stage that has some", async () => {
    const values = { [nameIn("production")]: good, "/ami-refresh/dev/slack-token": "xoxb" };
    expect(await webhookSurvey(parameters(values), undefined).survey(["changes"])).toEqual(
      secretIn("production", "good"),
    );
  });

  test("of several stages are left alone, unless one is meant", async () => {
    const values = { [nameIn("production")]: good, [nameIn("blue")]: "new", "/ami-refresh/blue/webhooks/b": good };
    expect(await webhookSurvey(parameters(values), undefined).survey(["changes"])).toEqual({
      state: "ambiguous",
      stages: ["blue", "production"],
    });
    expect(await webhookSurvey(parameters(values), "blue").survey(["changes"])).toEqual(secretIn("blue", "malformed"));
  });

  test("may be missing, or not encrypted; two are as good as one", async () => {
    const survey = (values: Readonly<Record<string, string>>, type?: string) =>
      webhookSurvey(parameters(values, type), undefined).survey(["changes"]);
    expect(await survey({})).toEqual(secretIn("STAGE", "missing"));
    expect(await survey({ "/ami-refresh/production/webhooks/other": good })).toEqual(secretIn("production", "missing"));
    expect(await survey({ [nameIn("production")]: `${good} ${good}` })).toEqual(secretIn("production", "good"));
    expect(await survey({ [nameIn("production")]: good }, "String")).toEqual(secretIn("production", "in the clear"));
  });

  test("that may not be read are said to be so", async () => {
    const client = anAwsClient<SSMClient>({ GetParameter: failing("AccessDeniedException") });
    await expect(webhookSurvey(client, "production").survey(["changes"])).rejects.toThrow(Unanswered);
  });
});
