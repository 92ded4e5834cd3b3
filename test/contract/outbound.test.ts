import type { MailboxMessage } from "@ami-refresh/core/domain/rollout/messages.ts";
import type { Delivery } from "@ami-refresh/core/domain/subscription/delivery.ts";
import type { DomainEvent } from "@ami-refresh/core/events.ts";
import { expect, it } from "vitest";
import { at } from "../support/policy.ts";
import { contract } from "./worlds/index.ts";

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

contract("schedules", (world) => {
  it("look again at the moment that was asked for, once", async () => {
    const later = at("2026-11-30T02:00:00Z");
    await world().schedules.lookAgain("checkout", "base", later);
    await world().schedules.lookAgain("checkout", "base", later);
    await world().schedules.lookAgain("checkout", "base", at("2026-11-25T02:00:00Z"));
    await world().schedules.lookAgain("ledger", "base", later);
    const looks = (await world().looks()).map(({ service, at }) => `${service} ${at}`);
    expect(looks.slice(0, 1)).toEqual(["checkout 2026-11-25T02:00:00Z"]);
    expect(looks.slice(1).sort()).toEqual(["checkout 2026-11-30T02:00:00Z", "ledger 2026-11-30T02:00:00Z"]);
  });

  it("never look before it", async () => {
    const moment = at("2026-11-25T02:00:00.000000001Z");
    await world().schedules.lookAgain("checkout", "base", moment);
    const [look] = await world().looks();
    expect(look && look.at.epochNanoseconds >= moment.epochNanoseconds).toBe(true);
  });
});

contract("mailboxes", (world) => {
  it("are sent messages of every kind, with their way", async () => {
    const image = {
      id: "ami-1",
      name: "base-1 \u2728",
      owner: "123456789012",
      state: "available" as const,
      architecture: "arm64",
      tags: { Branch: "main" },
      createdAt: at("2026-11-23T09:00:00.5Z"),
    };
    const messages: MailboxMessage[] = [
      { kind: "image-published", family: "base", image, publishedAt: at("2026-11-23T09:12:44Z") },
      { kind: "look-again", service: "checkout", family: "base" },
      { kind: "refresh-moved", service: "checkout", family: "base", group: "web", refreshId: "r-1" },
    ];
    for (const message of messages) {
      await world().mailboxes.send(message.kind === "image-published" ? "family:base" : "service:checkout", message);
    }
    const sendings = await world().sendings();
    expect(sendings.map(({ route }) => route)).toEqual(["family:base", "service:checkout", "service:checkout"]);
    expect(plain(sendings.map(({ message }) => message))).toEqual(plain(messages));
  });
});

contract("deliveries", (world) => {
  it("lie in the queue of their kind, any number of them, as they were", async () => {
    const to = (n: number): Delivery => ({
      kind: "event",
      subscription: {
        id: `payments/${n}`,
        address: { channel: "slack", to: `#${n}` },
        team: "payments",
        timezone: "UTC",
      },
      team: "payments",
      event: { source: "ami-refresh", "detail-type": "step.started", detail: { id: `started/${n}`, text: "\u2728" } },
    });
    const all = Array.from({ length: 25 }, (_, n) => to(n));
    await world().deliveries.send("slack", all);
    await world().deliveries.send("email", []);
    const lying = await world().queued("slack");
    expect(lying.toSorted((a, b) => Number(a.subscription.id.slice(9)) - Number(b.subscription.id.slice(9)))).toEqual(
      all,
    );
    expect(await world().queued("email")).toEqual([]);
  });
});

contract("the bus", (world) => {
  it("takes any number of events, in order", async () => {
    const events = Array.from(
      { length: 25 },
      (_, i): DomainEvent => ({
        type: "image.rejected",
        detail: {
          id: `rejected/ami-${i}`,
          at: at("2026-11-24T09:00:00Z"),
          imageId: `ami-${i}`,
          rule: "owner",
          reason: "a stranger's",
        },
      }),
    );
    await world().bus.put(events);
    await world().bus.put([]);
    expect(plain(await world().events())).toEqual(plain(events));
  });
});

const about = { event: "step.started", service: "checkout.api", environment: "staging", eventId: "started/1" };

contract("chat", (world) => {
  it("shows what was posted, and what it is about", async () => {
    const message = {
      channel: "#payments",
      text: "*checkout* is being refreshed",
      blocks: [{ type: "section", text: { type: "mrkdwn", text: "*checkout* is being refreshed" } }],
      about,
    };
    await world().chat.post(message);
    expect(await world().chatMessages()).toEqual([message]);
  });

  const saying = (text: string) => ({ channel: "#payments", text, blocks: [], about });

  it("changes a message in place", async () => {
    const first = await world().chat.post(saying("one"));
    await world().chat.post(saying("two"));
    expect(await world().chat.update(first, saying("one, edited"))).toBe("updated");
    expect((await world().chatMessages()).map(({ text }) => text)).toEqual(["one, edited", "two"]);
  });

  it("says that a message is gone, and changes no other", async () => {
    const { channelId } = await world().chat.post(saying("one"));
    expect(await world().chat.update({ channelId, ts: "7.000007" }, saying("two"))).toBe("gone");
    expect((await world().chatMessages()).map(({ text }) => text)).toEqual(["one"]);
  });

  it("replies in a message's thread, and in the channel too where that is asked for", async () => {
    const root = await world().chat.post(saying("root"));
    await world().chat.reply(root, saying("quiet"), { broadcast: false });
    await world().chat.reply(root, saying("loud"), { broadcast: true });
    expect(await world().chatMessages()).toEqual([
      saying("root"),
      { ...saying("quiet"), replyTo: "root", broadcast: false },
      { ...saying("loud"), replyTo: "root", broadcast: true },
    ]);
  });

  it("replies in the channel to a message that is gone", async () => {
    const { channelId } = await world().chat.post(saying("another"));
    await world().chat.reply({ channelId, ts: "7.000007" }, saying("reply"), { broadcast: false });
    expect(await world().chatMessages()).toEqual([saying("another"), saying("reply")]);
  });
});

contract("mail", (world) => {
  it("reaches its reader with both its bodies", async () => {
    const mail = {
      to: "payments@example.com",
      subject: "checkout: staging is being refreshed \u2728",
      html: "<p>checkout</p>",
      text: "checkout",
    };
    await world().mail.send({ ...mail, about });
    expect(await world().mails()).toEqual([mail]);
  });
});

contract("topics", (world) => {
  it("tell their subscribers, with what these filter by", async () => {
    const message = { body: '{"type":"step.started \u2728"}', attributes: { event: "step.started", team: "payments" } };
    await world().topics.publish({
      topicArn: world().topicArn,
      subject: "checkout \u00b7 base-1: started",
      ...message,
    });
    expect(await world().published()).toEqual([message]);
  });
});

contract("webhooks", (world) => {
  const message = {
    url: "https://hooks.example.com/ami-refresh?team=media",
    secret: "changes",
    id: "step.started/1",
    body: '{"type":"step.started \u2728"}',
  };

  it("take what is theirs as it is, and the same message by the same id", async () => {
    expect(await world().webhooks.post(message)).toBe("taken");
    expect(await world().webhooks.post(message)).toBe("taken");
    expect(await world().webhooks.post({ ...message, id: "step.started/2" })).toBe("taken");
    const posted = await world().posted();
    expect(posted.map(({ url, body }) => ({ url, body }))).toEqual(
      Array.from({ length: 3 }, () => ({ url: message.url, body: message.body })),
    );
    expect(new Set(posted.map(({ id }) => id)).size).toBe(2);
    expect(posted[0]?.id).toBe(posted[1]?.id);
  });

  it("say that nobody wants it any more", async () => {
    world().webhooksAnswer("gone");
    expect(await world().webhooks.post(message)).toBe("gone");
    expect(await world().posted()).toEqual([]);
  });

  it("that do not take it may be told again", async () => {
    world().webhooksAnswer("refused");
    await expect(world().webhooks.post(message)).rejects.toThrow("it answers 500");
    world().webhooksAnswer("taken");
    expect(await world().webhooks.post(message)).toBe("taken");
    expect(await world().posted()).toHaveLength(1);
  });
});
