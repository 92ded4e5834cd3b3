import { slackReplies } from "@ami-refresh/core/adapters/aws/replies.ts";
import { describe, expect, test } from "vitest";

const form = { text: "Done.", blocks: [{ type: "divider" }] };
const url = "https://hooks.slack.com/actions/T1/2/secret";
const answering = (status: number) => {
  const requests: [string, RequestInit | undefined][] = [];
  const fetch = async (to: string | URL | Request, request?: RequestInit) => {
    requests.push([String(to), request]);
    return new Response("", { status });
  };
  return { requests, replies: slackReplies({ fetch }) };
};

describe("an answer to somebody in Slack", () => {
  test("is for them alone, takes no message's place, and follows nobody elsewhere", async () => {
    const { requests, replies } = answering(200);
    expect(await replies.to(url).send(form, { replaces: false })).toBe("sent");
    expect(requests).toMatchObject([[url, { method: "POST", redirect: "error" }]]);
    expect(JSON.parse(String(requests[0]?.[1]?.body))).toEqual({
      response_type: "ephemeral",
      replace_original: false,
      ...form,
    });
  });

  test("takes the place of a message that is for them alone too", async () => {
    const { requests, replies } = answering(200);
    await replies.to(url).send(form, { replaces: true });
    expect(JSON.parse(String(requests[0]?.[1]?.body))).toMatchObject({
      response_type: "ephemeral",
      replace_original: true,
    });
  });

  test("may come too late", async () => {
    expect(await answering(404).replies.to(url).send(form, { replaces: false })).toBe("expired");
  });

  test.each([429, 500, 400])(
    "that is answered with %i is to be tried again, and the address is nobody's business",
    async (status) => {
      const sending = answering(status).replies.to(url).send(form, { replaces: false });
      await expect(sending).rejects.toThrow(`HTTP ${status}`);
      await expect(sending).rejects.not.toThrow("secret");
    },
  );

  test.each([
    "http://hooks.slack.com/actions/1",
    "https://hooks.slack.com.example.com/1",
    "https://hooks.slack.com@example.com/1",
    "https://hooks.slack.com:8443/1",
    "https://example.com/?https://hooks.slack.com/",
    "https://hooks.slack.com/../1",
    "https://HOOKS.slack.com/1",
    "https://127.0.0.1/1",
    "file:///etc/passwd",
    "hooks.slack.com",
    "",
  ])("goes nowhere but to Slack: %j", (elsewhere) => {
    expect(() => answering(200).replies.to(elsewhere)).toThrow("somewhere else");
  });
});
