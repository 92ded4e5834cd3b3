import { groupPage, imagePage } from "@ami-refresh/core/notify/awsConsole.ts";
import { plain } from "@ami-refresh/core/notify/email/plain.ts";
import { mrkdwn } from "@ami-refresh/core/notify/mrkdwn.ts";
import { link } from "@ami-refresh/core/notify/text.ts";
import { describe, expect, test } from "vitest";
import { checkout, failed, planned, started } from "./events.ts";
import { mailOf, messageOf, slackTextOf } from "./message.ts";

describe("a page of the AWS console", () => {
  test.each([
    ["eu-west-2", "https://console.aws.amazon.com/ec2/home?region=eu-west-2#ImageDetails:imageId=ami-1"],
    ["ap-northeast-1", "https://console.aws.amazon.com/ec2/home?region=ap-northeast-1#ImageDetails:imageId=ami-1"],
    ["cn-north-1", "https://console.amazonaws.cn/ec2/home?region=cn-north-1#ImageDetails:imageId=ami-1"],
    ["us-gov-west-1", "https://console.amazonaws-us-gov.com/ec2/home?region=us-gov-west-1#ImageDetails:imageId=ami-1"],
    ["us-iso-east-1", undefined],
    ["eusc-de-east-1", undefined],
    ["evil.example/#eu-west-2", undefined],
    [undefined, undefined],
  ])("is in the partition of %s", (region, page) => {
    expect(imagePage(region, "ami-1")).toBe(page);
  });

  test("has nothing in its address that means something elsewhere", () => {
    const page = groupPage("eu-west-2", "a|b> \"<script>' (*_~`) \ud800/é") ?? "";
    expect(page).toMatch(/#AutoScalingGroupDetails:id=[\w%.-]+$/);
    expect(decodeURIComponent(page)).toContain("a|b> \"<script>' (*_~`) \ufffd/é");
  });
});

describe("a link", () => {
  const text = [link("https://console.aws.amazon.com/x", "a|b <c>")];

  test("is shown by its text in Slack, as far as both fit", () => {
    expect(mrkdwn(text, "UTC", 100)).toBe("<https://console.aws.amazon.com/x|a∣b &lt;c&gt;>");
    expect(mrkdwn(text, "UTC", 40)).toBe("a∣b &lt;c&gt;");
    expect(mrkdwn(text, "UTC", 5)).toBe("a∣b …");
  });

  test("is written out where there is nothing to click", () => {
    expect(plain(text, "UTC")).toBe("a|b <c> (https://console.aws.amazon.com/x)");
  });
});

const page = "https://console.aws.amazon.com/ec2/home?region=eu-west-2#AutoScalingGroupDetails:id=checkout-prod-a";

test("the image and its groups lead to their pages, in Slack and in mails", () => {
  expect(slackTextOf(planned)).toContain("#ImageDetails:imageId=ami-0f9e8d7c6b5a49382|ami-0f9e8d7c6b5a49382>");
  for (const event of [started, failed]) {
    expect(slackTextOf(event)).toContain(`<${page}|checkout-prod-a>`);
    expect(mailOf(event).html).toContain(`<a class="link" href="${page}"`);
    expect(mailOf(event).text).toContain(page);
  }
});

test("there is none where it may lead nowhere: to the image from before, in long lists, and to groups that are gone", () => {
  expect(slackTextOf(started)).toContain("`ami-0a1b2c3d4e5f60718`");
  const groups = Array.from({ length: 13 }, (_, i) => `checkout-prod-${i}`);
  expect(slackTextOf({ ...started, detail: { ...started.detail, groups } })).not.toContain("AutoScalingGroupDetails");
  const gone = { status: "left", name: "checkout-prod-a", why: "not-found", reason: "is gone" } as const;
  const [table] = messageOf({ ...failed, detail: { ...failed.detail, groups: [gone] } }, checkout).tables;
  expect(table?.rows).toMatchObject([{ name: "checkout-prod-a" }]);
  expect(table?.rows[0]).not.toHaveProperty("href");
});
