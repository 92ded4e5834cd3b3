import { otherServices } from "@ami-refresh/core/adapters/aws/otherServices.ts";
import type { SQSClient } from "@aws-sdk/client-sqs";
import { expect, test } from "vitest";
import { anAwsClient } from "../../support/awsClient.ts";

/** An account with these queues, two a page. */
const anAccount = (...queues: readonly string[]) =>
  anAwsClient<SQSClient>({
    ListQueues: ({ QueueNamePrefix, NextToken = "0" }) => {
      const from = Number(NextToken);
      const named = queues.filter((name) => name.startsWith(String(QueueNamePrefix)));
      return {
        QueueUrls: named
          .slice(from, from + 2)
          .map((name) => `https://sqs.eu-west-2.amazonaws.com/123456789012/${name}`),
        ...(from + 2 < named.length && { NextToken: String(from + 2) }),
      };
    },
  });

const deployed = anAccount(
  "ami-refresh-production-MailboxCheckoutQueue-bdvfbzta",
  "ami-refresh-production-MailboxCheckoutApiQueue-cxhezwtz",
  "ami-refresh-production-MailboxWebNext7910c8e1Queue-bdvfbzta",
  "ami-refresh-production-DlqCheckoutQueue-bdvfbzta",
  "ami-refresh-dev-ana-MailboxLedgerQueue-bdvfbzta",
);

test("a configuration with the services that were deployed has no others", async () => {
  expect(await otherServices(deployed, "production", ["checkout", "checkout-api", "web.next"])).toEqual({
    undeployed: [],
    unnamed: 0,
  });
});

test("services on either side are found, over all pages", async () => {
  expect(await otherServices(deployed, "production", ["checkout", "ledger"])).toEqual({
    undeployed: ["ledger"],
    unnamed: 2,
  });
});

test("a name that SST has cut tells nothing", async () => {
  const long = `a-${"long-".repeat(20)}name`;
  expect(await otherServices(deployed, "a-stage-with-a-name-as-long-as-this", [long])).toEqual({
    undeployed: [],
    unnamed: 0,
  });
});
