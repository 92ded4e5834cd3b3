import { createHmac } from "node:crypto";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { settableClock } from "@ami-refresh/core/adapters/memory/clock.ts";
import type { Resolve } from "@ami-refresh/core/adapters/webhook/guardedLookup.ts";
import { postTo } from "@ami-refresh/core/adapters/webhook/postTo.ts";
import { isPublic } from "@ami-refresh/core/adapters/webhook/publicAddress.ts";
import { signed } from "@ami-refresh/core/adapters/webhook/sign.ts";
import { httpsWebhooks } from "@ami-refresh/core/adapters/webhook/webhooks.ts";
import { describe, expect, it, onTestFinished } from "vitest";

const key = Buffer.from("a key of twenty-four byte");
const secret = `whsec_${key.toString("base64")}`;
const message = {
  url: "https://hooks.example.com/ami?x=1",
  secret: "changes",
  id: "started/1",
  body: '{"a":"\u2728"}',
};
const clock = settableClock("2026-11-25T10:00:00Z");

/** Webhooks whose messages come to `answer` instead. */
async function received(answer: RequestListener, patience = 10_000) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const insteadOfOthers = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const secrets = { read: async () => secret, forget: () => {} };
  return httpsWebhooks({ secret: () => secrets, clock, insteadOfOthers, patience });
}

describe("the signature", () => {
  it("is that of the standard's own libraries", () => {
    // Secret, id, time, body and signature are those of "sign function works" in
    // https://github.com/standard-webhooks/standard-webhooks/blob/main/libraries/javascript/src/webhook.test.ts;
    // the standard's libraries for Go, Java, C# and PHP are tested with the same.
    const headers = signed("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", {
      id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
      timestamp: 1614265330,
      body: '{"test": 2432232314}',
    });
    expect(headers["webhook-signature"]).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  });

  it("is made with each of two secrets, while one takes the place of the other", () => {
    const headers = signed(`${secret} ${secret}\n`, { id: "a", timestamp: 1, body: "b" });
    expect(headers["webhook-signature"]).toMatch(/^v1,(\S+) v1,\1$/);
  });

  it.each(["", "whsec_", "c2hvcnQ=", "whsec_c2hvcnQ=", `whsec_${"A".repeat(100)}`])("is not made with %j", (wrong) => {
    expect(() => signed(wrong, { id: "a", timestamp: 1, body: "b" })).toThrow("make one with");
  });
});

describe("a webhook", () => {
  it("is told by POST, signed, the same message with the same id", async () => {
    const requests: { headers: Record<string, unknown>; body: string }[] = [];
    const webhooks = await received(async (request, response) => {
      let body = "";
      for await (const chunk of request) body += chunk;
      requests.push({ headers: request.headers, body });
      response.writeHead(204).end();
    });
    expect(await webhooks.post(message)).toBe("taken");
    await webhooks.post(message);
    await webhooks.post({ ...message, id: "started/2" });
    const [first, again, other] = requests;
    expect(first?.body).toBe(message.body);
    const { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature } = first?.headers ?? {};
    expect(id).toMatch(/^msg_[0-9a-f]{32}$/);
    expect(timestamp).toBe(String(Date.parse("2026-11-25T10:00:00Z") / 1000));
    const expected = createHmac("sha256", key).update(`${id}.${timestamp}.${message.body}`).digest("base64");
    expect(signature).toBe(`v1,${expected}`);
    expect(again?.headers["webhook-id"]).toBe(id);
    expect(other?.headers["webhook-id"]).not.toBe(id);
  });

  it.each<[status: number, headers: Record<string, string>, expected: object]>([
    [500, {}, { message: "it answers 500", retryAfter: undefined }],
    [429, { "retry-after": "30" }, { message: "it answers 429", retryAfter: 30 }],
    [503, { "retry-after": "86400" }, { retryAfter: 900 }],
    [503, { "retry-after": "Wed, 25 Nov 2026 10:00:00 GMT" }, { retryAfter: undefined }],
    [302, { location: "http://169.254.169.254/" }, { message: expect.stringContaining("is not followed") }],
  ])("that answers %i %j is tried again", async (status, headers, expected) => {
    let count = 0;
    const webhooks = await received((_, response) => {
      count += 1;
      response.writeHead(status, headers).end("x".repeat(1000));
    });
    await expect(webhooks.post(message)).rejects.toMatchObject(expected);
    expect(count).toBe(1);
  });

  it("that answers 410 is gone", async () => {
    const webhooks = await received((_, response) => void response.writeHead(410).end());
    expect(await webhooks.post(message)).toBe("gone");
  });

  it("whose answer never ends is not read on", async () => {
    const closed = Promise.withResolvers<void>();
    const webhooks = await received((_, response) => {
      response.on("close", closed.resolve);
      response.writeHead(200).write("and so on");
    });
    expect(await webhooks.post(message)).toBe("taken");
    await closed.promise;
  });

  it("that does not answer is given up", async () => {
    const webhooks = await received(() => {}, 50);
    await expect(webhooks.post(message)).rejects.toThrow("no answer within 0.05 s");
  });
});

describe("an address", () => {
  it.each([
    ...["0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.31.255.255", "192.168.0.1"],
    ...["198.18.0.1", "224.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0", "fd00:ec2::254"],
    ...["ff02::1", "::ffff:8.8.8.8", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::1"],
    ...["2001::1", "2001:db8::1", "fec0::1", "2600::1%lo", "localhost", ""],
  ])("%j is none of the internet", (address) => expect(isPublic(address)).toBe(false));

  it.each(["8.8.8.8", "172.32.0.1", "100.128.0.1", "169.253.255.255", "2600:1f00::1", "2a00:1450::1"])(
    "%s is one",
    (address) => expect(isPublic(address)).toBe(true),
  );
});

describe("a host is not called", () => {
  const resolving = (...addresses: string[]) => {
    const asked: string[] = [];
    const resolve: Resolve = (host, _, callback) => {
      asked.push(host);
      const found = addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
      callback(null, found);
    };
    const secrets = { read: async () => secret, forget: () => {} };
    return { asked, webhooks: httpsWebhooks({ secret: () => secrets, clock, resolve, patience: 500 }) };
  };

  it.each([["127.0.0.1"], ["169.254.169.254"], ["8.8.8.8", "10.0.0.1"], ["2600::1", "::ffff:10.0.0.1"], []])(
    "whose addresses are %j %j",
    async (...addresses) => {
      const { webhooks, asked } = resolving(...addresses.filter((address) => address !== undefined));
      await expect(webhooks.post(message)).rejects.toThrow(
        "hooks.example.com has an address that is not of the internet",
      );
      expect(asked).toEqual(["hooks.example.com"]);
    },
  );

  it.each(["https://127.0.0.1/", "https://[::1]/", "https://[::ffff:7f00:1]/", "https://2130706433/"])(
    "that is an address, as in %s",
    async (url) => {
      const { webhooks } = resolving("8.8.8.8");
      await expect(webhooks.post({ ...message, url })).rejects.toThrow("not of the internet");
    },
  );

  it("by http, nor on another machine without looking at its addresses", async () => {
    const { webhooks } = resolving("8.8.8.8");
    await expect(webhooks.post({ ...message, url: "http://hooks.example.com/" })).rejects.toThrow("https is");
    const posting = { headers: {}, body: "", patience: 500 };
    await expect(postTo(new URL("http://10.0.0.1/"), posting, undefined)).rejects.toThrow("not this machine");
  });
});
