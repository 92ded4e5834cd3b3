import { channels } from "@ami-refresh/core/channels/index.ts";
import { channelKinds } from "@ami-refresh/core/domain/subscription.ts";
import { expect, test } from "vitest";
import { aGiven } from "../../support/given.ts";

test.each(channelKinds)("the file of %s opens that kind", async (kind) => {
  const { open } = await channels[kind]();
  expect(open(aGiven()).kind).toBe(kind);
});

test("webhooks are called at once, each as slow as it likes; Slack and SES count, and topics are all AWS's", async () => {
  const opened = await Promise.all(channelKinds.map(async (kind) => (await channels[kind]()).open(aGiven())));
  expect(opened.filter(({ atOnce }) => atOnce).map(({ kind }) => kind)).toEqual(["webhook"]);
});
