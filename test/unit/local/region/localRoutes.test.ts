import { type LocalRoutes, localRoutes } from "@ami-refresh/local/region/localRoutes.ts";
import { viewStream } from "@ami-refresh/local/region/viewStream.ts";
import { expect, test } from "vitest";
import { aView } from "../../../support/view.ts";
import { serving } from "./serving.ts";

const view = aView();

async function routes(more: Partial<LocalRoutes> = {}) {
  const published: string[] = [];
  const url = await serving(
    localRoutes({
      summary: () => view.summary,
      view: () => view,
      mail: () => [],
      stream: viewStream(() => view),
      publish: (family) => {
        published.push(family);
        return family === "base" ? { id: "ami-1", name: "base-1" } : undefined;
      },
      ...more,
    }),
  );
  const ask = (path: string, init?: RequestInit) => fetch(`${url}${path}`, init);
  return { url, ask, published };
}

test("the region is healthy", async () => {
  const { ask } = await routes();
  expect((await ask("/_local/health")).status).toBe(200);
});

test("the summary and the view are told at any time, and kept nowhere", async () => {
  const { ask } = await routes();
  const state = await ask("/_local/state");
  expect(await state.json()).toEqual(view.summary);
  expect(state.headers.get("content-type")).toMatch(/^application\/json/);
  expect(state.headers.get("cache-control")).toBe("no-store");
  expect(await (await ask("/_local/view?x=1")).json()).toEqual(view);
});

test.each(["/_local/", "/_local/nothing", "/_local/mail/../state/x"])("%s is not there", async (path) => {
  const { ask } = await routes();
  expect((await ask(path)).status).toBe(404);
});

test("what does not begin with /_local/ is for somebody else", async () => {
  const answer = localRoutes({} as LocalRoutes);
  expect(answer({ url: "/local/health" } as never, {} as never)).toBe(false);
  expect(answer({ url: "/" } as never, {} as never)).toBe(false);
});

test("publishing answers with the image, or says what there is to name", async () => {
  const { ask } = await routes();
  const published = await ask("/_local/publish?family=base", { method: "POST" });
  expect([published.status, await published.json()]).toEqual([201, { id: "ami-1", name: "base-1" }]);
  const unknown = await ask("/_local/publish?family=%3Cscript%3E", { method: "POST" });
  expect([unknown.status, await unknown.json()]).toEqual([
    404,
    { error: 'the configuration has no image family "<script>": add ?family=NAME' },
  ]);
});

test("publishing is for our own page and for programs: a page of another site is refused", async () => {
  const { url, ask, published } = await routes();
  const post = (origin: string) => ask("/_local/publish?family=base", { method: "POST", headers: { origin } });
  expect((await post("https://evil.example")).status).toBe(403);
  expect((await post("http://127.0.0.1:1")).status).toBe(403);
  expect((await post("null")).status).toBe(403);
  expect(published).toEqual([]);
  expect((await post(url)).status).toBe(201);
});

test("looking publishes nothing", async () => {
  const { ask, published } = await routes();
  expect((await ask("/_local/publish?family=base")).status).toBe(404);
  expect(published).toEqual([]);
});

test("a mail is shown as it was sent, but may neither run scripts nor load anything", async () => {
  const html = "<html><head><title>Hello</title></head><script>alert(1)</script><img src=https://evil.example/pixel>";
  const mail = {
    ...{ id: "local-000001", from: "a@example.com", to: [], subject: "", html, text: "", tags: {} },
    ...{ headers: [], attachments: [], at: "" },
  };
  const { ask } = await routes({ mail: () => [mail] });
  const response = await ask("/_local/mail/local-000001");
  expect(await response.text()).toBe(html.replace("<head>", '<head><base target="_blank">'));
  const policy = response.headers.get("content-security-policy")?.split("; ");
  expect(policy).toContain("sandbox allow-popups allow-popups-to-escape-sandbox");
  expect(policy).toContain("default-src 'none'");
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  expect((await ask("/_local/mail/local-000002")).status).toBe(404);
});
