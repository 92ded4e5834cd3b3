import { describe, expect, test } from "vitest";
import { thumbnailsFleet } from "../support/fleets.ts";
import { aRegion, type TestRegion } from "../support/region.ts";

const about = (message: { metadata?: { event_payload: Readonly<Record<string, unknown>> } }) =>
  [message.metadata?.event_payload.event, message.metadata?.event_payload.environment].filter(Boolean).join(" ");

function slackOf(region: TestRegion) {
  const messages = region.services.slack.messages();
  return {
    inChannel: messages.filter(({ thread }) => thread === undefined || thread.broadcast).map(about),
    root: messages.find((message) => about(message) === "rollout"),
    replies: messages.filter(({ thread }) => thread !== undefined),
  };
}

const publish = (region: TestRegion, tags: Record<string, string> = {}) =>
  region.register("base-al2023-arm64-2026.11.23", { architecture: "arm64", tags });

describe("given a team with a Slack channel, when an image is published", () => {
  test("then the channel has one message, edited until all is done, with everything in its thread", async () => {
    const region = await aRegion({ fleet: thumbnailsFleet() });
    publish(region);
    await region.settle();

    const { inChannel, root, replies } = slackOf(region);
    expect(inChannel).toEqual(["rollout"]);
    expect(root).toMatchObject({ channel: "#media", editedAt: expect.any(String) });
    expect(JSON.stringify(root?.blocks).match(/✅ \*/g)).toHaveLength(3);
    expect(root?.text).toContain("it runs in every environment");
    expect(new Set(replies.map(({ thread }) => thread?.ts))).toEqual(new Set([root?.ts]));
    // Two functions tell at once what happens at the same moment: which of them is first is open, as in a real account.
    const told = ["development", "staging", "production"].flatMap((name) => [`started ${name}`, `succeeded ${name}`]);
    expect(replies.map(about).sort()).toEqual(
      ["rollout.planned", ...told.map((step) => `step.${step}`), "rollout.completed"].sort(),
    );
    expect(region.told("slack")).toHaveLength(replies.length);
    expect(region.errors()).toEqual([]);
  });

  test("then a failure is in the channel too, and the message says that the image goes no further", async () => {
    const region = await aRegion({ fleet: thumbnailsFleet() });
    publish(region, { "ami-refresh:local": "fails-to-launch" });
    await region.settle();

    const { inChannel, root } = slackOf(region);
    expect(inChannel).toEqual(["rollout", "step.failed development"]);
    expect(root?.text).toContain("*development* failed, and the image goes no further");
    expect(JSON.stringify(root?.blocks)).toContain("⏭️ *production*: nothing refreshed");
  });

  test("then all mails of the rollout are one conversation, and production's window is in the calendar", async () => {
    const region = await aRegion({
      configuration: { environments: { production: { window: "Thu 10:00-16:00" } } },
      fleet: thumbnailsFleet(),
    });
    publish(region);
    await region.settle();

    const mails = region.services.mail.map(({ subject, headers, attachments }) => ({
      subject,
      headers: Object.fromEntries(headers.map(({ name, value }) => [name, value])),
      calendar: attachments.map(({ content }) => new TextDecoder().decode(content)).join(),
    }));
    expect(mails).toHaveLength(9);
    expect(new Set(mails.map(({ headers }) => headers.References)).size).toBe(1);
    for (const { subject, headers } of mails) {
      expect(subject).toMatch(/^thumbnails · base-al2023-arm64-2026\.11\.23: /);
      expect(headers["Auto-Submitted"]).toBe("auto-generated");
      expect(headers["In-Reply-To"]).toBe(headers.References);
    }
    const [planned, comingUp, started, ...others] = mails.flatMap(({ calendar }) => calendar || []);
    expect(planned).toContain("DTSTART:20261126T100000Z");
    expect(comingUp).toContain("DTSTART:20261126T100000Z");
    expect(started).toContain("DTSTART:20261126T100000Z");
    const sequence = (ics = "") => Number(/SEQUENCE:(\d+)/.exec(ics)?.[1]);
    expect(sequence(comingUp)).toBeGreaterThan(sequence(planned));
    expect(sequence(started)).toBeGreaterThan(sequence(comingUp));
    expect(others).toEqual([]);
  });
});
