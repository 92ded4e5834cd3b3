import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerPage } from "../../../../packages/local/src/servePage.ts";

const server = createServer((request, response) => {
  if (!answerPage(request, response)) response.writeHead(404).end();
});
let base = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

describe("the page", () => {
  test("is bundled, and names only what it serves itself", async () => {
    const html = await (await fetch(`${base}/`)).text();
    const named = [...html.matchAll(/(?:src|href)="(\/[^"]*)"/g)].map((match) => match[1]);
    expect(named).toEqual(["/page.css", "/page.js"]);
    expect(html).not.toMatch(/<script>|<style>| on\w+=| style=/);
    const types = await Promise.all(named.map(async (path) => (await fetch(base + path)).headers.get("content-type")));
    expect(types).toEqual(["text/css; charset=utf-8", "text/javascript; charset=utf-8"]);
  });

  test("may load nothing from elsewhere", async () => {
    const policy = (await fetch(`${base}/`)).headers.get("content-security-policy");
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });

  test("leaves every other path and method to the region", async () => {
    expect((await fetch(`${base}/_local/view`)).status).toBe(404);
    expect((await fetch(`${base}/`, { method: "POST" })).status).toBe(404);
  });
});
