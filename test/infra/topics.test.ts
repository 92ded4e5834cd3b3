import { beforeAll, describe, expect, test } from "vitest";
import type { Wiring } from "../../packages/local/src/graph/wiring.ts";
import { functionFor, wiringOfStage } from "./graphs.ts";

describe.each(["production", "dev-ana"])("in the stage %s", (stage) => {
  let wiring: Wiring;
  beforeAll(async () => {
    wiring = await wiringOfStage(stage);
  }, 600_000);

  const topic = (name: string) => {
    const found = wiring.topics.find((candidate) => candidate.name.includes(name));
    if (!found) throw new Error(`there is no topic ${name}`);
    return found;
  };

  test("nobody of another account puts anything into mailboxes, whatever others' policies allow", () => {
    expect(topic("Mailboxes").policy).toEqual([
      {
        effect: "Deny",
        actions: ["sns:Publish"],
        resources: [topic("Mailboxes").arn],
        principals: { AWS: ["*"] },
        conditions: { StringNotEquals: { "aws:PrincipalAccount": [wiring.account] } },
      },
    ]);
  });

  test("of our own functions, publish, observe, reconcile and act may, and people may by their own policies", () => {
    const may = wiring.roles.filter(({ statements }) =>
      statements.some(
        ({ actions, resources }) => actions.includes("sns:Publish") && resources.includes(topic("Mailboxes").arn),
      ),
    );
    const expected = ["publish", "observe", "reconcile", "act"].map((handler) => functionFor(wiring, handler).roleArn);
    expect(may.map(({ arn }) => arn).sort()).toEqual(expected.sort());
  });

  test("operators hear of this stage's alarms, on behalf of this account", () => {
    expect(topic("Operators").policy).toEqual([
      {
        effect: "Allow",
        actions: ["sns:Publish"],
        resources: [topic("Operators").arn],
        principals: { Service: ["cloudwatch.amazonaws.com"] },
        conditions: {
          StringEquals: { "aws:SourceAccount": [wiring.account] },
          ArnLike: {
            "aws:SourceArn": [`arn:aws:cloudwatch:eu-west-2:123456789012:alarm:ami-refresh-${stage}-alarm-*`],
          },
        },
      },
    ]);
  });

  test("operators are told by mail in production only; a sandbox disturbs them not", () => {
    const mail = wiring.subscriptions.filter(({ protocol }) => protocol === "email");
    expect(mail.map(({ topicArn, endpoint }) => ({ topicArn, endpoint }))).toEqual(
      stage === "production" ? [{ topicArn: topic("Operators").arn, endpoint: "platform@example.com" }] : [],
    );
  });
});
