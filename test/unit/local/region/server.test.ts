import { listen, PortInUse } from "@ami-refresh/local/region/server.ts";
import { expect, onTestFinished, test } from "vitest";
import { serving } from "./serving.ts";

test("a free port is found, on this machine only", async () => {
  const url = await serving((_, response) => {
    response.end("here");
    return true;
  });
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(await (await fetch(url)).text()).toBe("here");
});

test("a port that is in use is said to be, with the flag that changes it", async () => {
  const url = await serving(() => false);
  const port = Number(new URL(url).port);
  const second = listen(
    port,
    Promise.resolve(() => false),
  );
  await expect(second).rejects.toThrow(PortInUse);
  await expect(second).rejects.toThrow(
    `port ${port} is in use: end what uses it, or choose another with --port N (0: any free port)`,
  );
});

test("requests that come before the region is ready wait for it", async () => {
  const ready = Promise.withResolvers<() => boolean>();
  const server = await listen(0, ready.promise);
  onTestFinished(() => server.close());
  const early = fetch(server.url);
  ready.resolve(() => false);
  expect((await early).status).toBe(404);
});

test("closing ends connections that are still open", async () => {
  const server = await listen(
    0,
    Promise.resolve((_: unknown, response: { write(text: string): void }) => {
      response.write("for ever");
      return true;
    }),
  );
  const response = await fetch(server.url);
  await server.close();
  await expect(response.text()).rejects.toThrow();
});
