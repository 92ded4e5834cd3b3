import { describe, expect, test } from "vitest";
import { thumbnailsFleet } from "../support/fleets.ts";
import { functionOf, withoutAction, withoutQueuePolicy, withoutTrust } from "../support/lackingPermissions.ts";
import { aRegion, type RegionSketch, type TestRegion } from "../support/region.ts";

/** A region in which something is missing, and an image that has been published in it. */
async function publishedIn(wiring: RegionSketch["wiring"]): Promise<{ region: TestRegion; image: string }> {
  const region = await aRegion({ fleet: thumbnailsFleet(), ...(wiring && { wiring }) });
  const image = region.register("base-al2023-arm64-2026.11.23", { architecture: "arm64" });
  await region.settle();
  return { region, image };
}

/** What the log says is missing, each once: by whom, and the statement to add. */
function missing(region: TestRegion) {
  const told = region.errors().filter(({ from }) => from === "iam");
  return [...new Set(told.map(({ fields }) => JSON.stringify({ who: fields?.who, missing: fields?.missing })))].map(
    (text): { who: string; missing: readonly object[] } => JSON.parse(text),
  );
}

const thumbnails = (region: TestRegion) => functionOf(region.wiring, "refresh", "thumbnails");

describe("given a role from which a permission was taken", () => {
  test("to start refreshes, when an image is published, then the step is refused, says why, and the next one never starts", async () => {
    const { region, image } = await publishedIn(
      withoutAction("refresh", "autoscaling:StartInstanceRefresh", "thumbnails"),
    );
    const { status, reason } = region.step("thumbnails", image, "development");
    expect(status).toBe("failed");
    expect(reason).toContain(
      "is not authorized to perform: autoscaling:StartInstanceRefresh on resource: arn:aws:autoscaling:",
    );
    expect(reason).toContain("because no identity-based policy allows the autoscaling:StartInstanceRefresh action");
    expect(region.step("thumbnails", image, "staging").status).toBe("skipped");
    expect(region.refreshes("thumbnails-development")).toEqual([]);
    expect(missing(region)).toEqual([
      {
        who: thumbnails(region).name,
        missing: [
          {
            Effect: "Allow",
            Action: "autoscaling:StartInstanceRefresh",
            Resource: region.group("thumbnails-development").arn,
          },
        ],
      },
    ]);
  });

  test("to launch instances, when an image is published, then AWS does not let the template be used, and the log tells everything that is missing", async () => {
    const { region, image } = await publishedIn(withoutAction("refresh", "ec2:RunInstances", "thumbnails"));
    const { status, reason } = region.step("thumbnails", image, "development");
    expect(status).toBe("failed");
    expect(reason).toMatch(/You are not authorized to use launch template: lt-[0-9a-f]{17}/);
    const [told, ...others] = missing(region);
    expect(others).toEqual([]);
    expect(JSON.stringify(told)).toContain("arn:aws:ec2:eu-west-2:123456789012:instance/*");
    expect(JSON.stringify(told)).toContain(`arn:aws:ec2:eu-west-2::image/${image}`);
  });

  test("to tell the mailboxes, when an image is published, then the event is tried three times and kept with its error", async () => {
    const { region } = await publishedIn(withoutAction("publish", "sns:Publish"));
    expect(region.summary().rollouts).toEqual([]);
    const [record = ""] = region.messagesIn("PublishDlq");
    expect(JSON.parse(record)).toMatchObject({
      requestContext: { condition: "RetriesExhausted", approximateInvokeCount: 3 },
      responsePayload: { errorType: "AuthorizationErrorException" },
    });
    expect(missing(region)).toEqual([
      {
        who: functionOf(region.wiring, "publish").name,
        missing: [{ Effect: "Allow", Action: "sns:Publish", Resource: region.wiring.topics[0]?.arn }],
      },
    ]);
  });

  test("to send what it fails on to its dead-letter queue, when it fails, then the event is lost, and the log says so", async () => {
    const { region } = await publishedIn((wiring) =>
      withoutAction("publish", "sqs:SendMessage")(withoutAction("publish", "sns:Publish")(wiring)),
    );
    expect(region.messagesIn("PublishDlq")).toEqual([]);
    expect(missing(region).flatMap((told) => told.missing)).toContainEqual(
      expect.objectContaining({ Action: "sqs:SendMessage" }),
    );
  });

  test("to read its mailbox, when an image is published, then the messages stay where they are", async () => {
    const { region } = await publishedIn(withoutAction("refresh", "sqs:ReceiveMessage", "thumbnails"));
    expect(region.summary().rollouts).toEqual([]);
    // And those of reconcile, which finds that nobody knows the image.
    const kinds = region.messagesIn("MailboxThumbnails").map((body) => JSON.parse(body).kind);
    expect(new Set(kinds)).toEqual(new Set(["image-published"]));
    const { MAILBOX_ARN } = thumbnails(region).environment;
    expect(missing(region)).toEqual([
      {
        who: thumbnails(region).name,
        missing: [{ Effect: "Allow", Action: "sqs:ReceiveMessage", Resource: MAILBOX_ARN }],
      },
    ]);
  });

  test("to write its log, when it runs, then it does its work, and what it says is lost", async () => {
    const { region, image } = await publishedIn(withoutAction("refresh", "logs:PutLogEvents", "thumbnails"));
    const { name } = thumbnails(region);
    expect(region.rollout("thumbnails", image).status).toBe("succeeded");
    expect(region.log.entries().filter(({ from }) => from === name)).toEqual([]);
    expect(missing(region)).toHaveLength(1);
  });
});

test("given a mailbox whose policy does not let the topic in, when an image is published, then the message goes to the dead-letter queue", async () => {
  const { region } = await publishedIn(withoutQueuePolicy("MailboxThumbnails"));
  expect(region.summary().rollouts).toEqual([]);
  expect(region.messagesIn("DlqThumbnails")).toHaveLength(1);
  const topic = region.wiring.topics[0]?.arn;
  const queue = region.wiring.queues.find(({ name }) => name.includes("MailboxThumbnails"))?.arn;
  expect(missing(region)).toEqual([
    {
      who: topic,
      missing: [
        {
          Effect: "Allow",
          Principal: { Service: "sns.amazonaws.com" },
          Action: "sqs:SendMessage",
          Resource: queue,
          Condition: { StringEquals: { "aws:SourceAccount": "123456789012" }, ArnEquals: { "aws:SourceArn": topic } },
        },
      ],
    },
  ]);
});

test("given a function whose role does not trust Lambda, then the region says what would not deploy, and does not start", async () => {
  await expect(aRegion({ wiring: withoutTrust("observe") })).rejects.toThrow(
    /ObserveFunction.* cannot be deployed: the role defined for the function cannot be assumed by Lambda/,
  );
});
