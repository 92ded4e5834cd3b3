import { environmentOf } from "@ami-refresh/local/functions/environment.ts";
import type { Outcome } from "@ami-refresh/local/functions/protocol.ts";
import { functionUrls } from "@ami-refresh/local/functions/url/functionUrls.ts";
import type { FunctionUrlWiring } from "@ami-refresh/local/graph/wiring.ts";
import { describe, expect, test } from "vitest";
import { aFunction } from "../../support/wiring.ts";
import { serving } from "./region/serving.ts";

const open: FunctionUrlWiring = {
  address: "https://abc123.lambda-url.eu-west-2.on.aws/",
  everybodyMay: ["lambda:InvokeFunction", "lambda:InvokeFunctionUrl"],
};
const returned = (value: unknown): Outcome => ({ kind: "returned", payload: JSON.stringify(value) });

/** The region's server with one function behind a URL, which answers as told and keeps its events. */
async function aUrl(outcome: Outcome = returned({ statusCode: 200 }), url: FunctionUrlWiring = open) {
  const events: Record<string, unknown>[] = [];
  const host = {
    invoke: async (_name: string, payload: string) => {
      events.push(JSON.parse(payload));
      return outcome;
    },
  };
  const functions = [aFunction("interact", { url }), aFunction("notify")];
  const server = await serving(functionUrls({ functions, host, now: () => Date.parse("2026-03-01T19:03:58Z") }));
  return { server, at: `${server}/_local/url/interact`, events };
}

describe("a request to a function URL", () => {
  test("is an event in the payload format 2.0", async () => {
    const { at, events } = await aUrl();
    await fetch(`${at}/my/path%20x?a=1&a=2&b=%26`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Slack-Signature": "v0=1", Cookie: "c=1; d=2" },
      body: '{"é":1}',
    });
    expect(events).toEqual([
      {
        version: "2.0",
        routeKey: "$default",
        rawPath: "/my/path%20x",
        rawQueryString: "a=1&a=2&b=%26",
        cookies: ["c=1", "d=2"],
        headers: expect.objectContaining({ "x-slack-signature": "v0=1", "x-forwarded-for": "127.0.0.1" }),
        queryStringParameters: { a: "1,2", b: "&" },
        requestContext: expect.objectContaining({
          apiId: "abc123",
          http: expect.objectContaining({ method: "POST", path: "/my/path%20x", sourceIp: "127.0.0.1" }),
          time: "01/Mar/2026:19:03:58 +0000",
          timeEpoch: 1772391838000,
        }),
        body: '{"é":1}',
        isBase64Encoded: false,
      },
    ]);
  });

  test.each(["application/x-www-form-urlencoded", "application/octet-stream", ""])(
    "has a body of the type %j in base64, as Lambda has it",
    async (type) => {
      const { at, events } = await aUrl();
      await fetch(at, { method: "POST", headers: { "content-type": type }, body: Buffer.from("payload=%7B%7D") });
      expect(events).toMatchObject([
        { rawPath: "/", body: Buffer.from("payload=%7B%7D").toString("base64"), isBase64Encoded: true },
      ]);
    },
  );

  test("without a body has none", async () => {
    const { at, events } = await aUrl();
    await fetch(`${at}/`);
    expect(events).toMatchObject([{ rawPath: "/", rawQueryString: "", isBase64Encoded: false }]);
    expect(events[0]).not.toHaveProperty("body");
  });

  test("of more than six megabytes does not reach the function", async () => {
    const { at, events } = await aUrl();
    const response = await fetch(at, { method: "POST", body: Buffer.alloc(5 * 1024 * 1024) });
    expect(response.status, "base64 makes it larger").toBe(413);
    expect(events).toEqual([]);
  });

  test("to a function without a URL, or that is not there, is refused; any other is for somebody else", async () => {
    const { server } = await aUrl();
    expect((await fetch(`${server}/_local/url/notify/`)).status).toBe(404);
    expect(await (await fetch(`${server}/_local/url/other/`)).json()).toEqual({
      Message: "there is no function URL of other",
    });
    expect(await (await fetch(`${server}/_local/view`)).text()).toBe("");
  });

  test.each(open.everybodyMay)("is refused where everybody may only %s", async (action) => {
    const { at, events } = await aUrl(undefined, { ...open, everybodyMay: [action] });
    const response = await fetch(at);
    expect([response.status, await response.json()]).toEqual([403, { Message: "Forbidden" }]);
    expect(events).toEqual([]);
  });
});

describe("what a function answers", () => {
  const get = async (outcome: Outcome) => {
    const response = await fetch((await aUrl(outcome)).at, { redirect: "manual" });
    return {
      response,
      status: response.status,
      type: response.headers.get("content-type"),
      body: await response.text(),
    };
  };

  test("with a status code is the response", async () => {
    const cookies = ["a=1; Secure", "b=2"];
    const headers = { "Content-Type": "text/html", Location: "/elsewhere", "X-Number": 7 };
    const { response, ...told } = await get(returned({ statusCode: 303, headers, cookies, body: "<p>é" }));
    expect(told).toEqual({ status: 303, type: "text/html", body: "<p>é" });
    expect(response.headers.getSetCookie()).toEqual(cookies);
    expect(response.headers.get("location")).toBe("/elsewhere");
    expect(response.headers.get("x-number")).toBe("7");
  });

  test("in base64 is sent as what it stands for", async () => {
    const body = Buffer.from("hello").toString("base64");
    expect(await get(returned({ statusCode: 200, body, isBase64Encoded: true }))).toMatchObject({ body: "hello" });
  });

  test.each([
    [{ message: "hello" }, '{"message":"hello"}'],
    ["hello", '"hello"'],
    [null, "null"],
  ])("without one is its body: %j", async (value, body) => {
    expect(await get(returned(value))).toMatchObject({ status: 200, type: "application/json", body });
  });

  test.each<[string, Outcome]>([
    ["an error", { kind: "failed", error: { errorType: "Error", errorMessage: "a secret", trace: [] } }],
    ["no status of HTTP", returned({ statusCode: "soon" })],
    ["a body that is no text", returned({ statusCode: 200, body: { a: 1 } })],
    ["more than six megabytes", returned("x".repeat(6 * 1024 * 1024))],
  ])("as %s is 502 without a word of why", async (_what, outcome) => {
    expect(await get(outcome)).toMatchObject({ status: 502, body: "Internal Server Error" });
  });
});

test("a function that is given another's URL is given the local one", () => {
  const functions = [aFunction("interact", { url: open }), aFunction("notify")];
  const environment = { LINKS: `${open.address}confirm?x=1`, OTHER: "https://other.lambda-url.eu-west-2.on.aws/" };
  const surroundings = { region: "eu-west-2", endpoint: "http://127.0.0.1:4566", taskRoot: "/task", functions };
  expect(environmentOf(aFunction("notify", { environment }), surroundings)).toMatchObject({
    LINKS: "http://127.0.0.1:4566/_local/url/interact/confirm?x=1",
    OTHER: "https://other.lambda-url.eu-west-2.on.aws/",
  });
});
