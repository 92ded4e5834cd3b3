import { viewStream } from "@ami-refresh/local/region/viewStream.ts";
import type { View } from "@ami-refresh/local/view.ts";
import { expect, test } from "vitest";
import { aView } from "../../../support/view.ts";
import { serving } from "./serving.ts";

async function aStream(view: () => View) {
  const stream = viewStream(view);
  const url = await serving((request, response) => {
    stream.follow(request, response);
    return true;
  });
  const read = async () => {
    const { body } = await fetch(url);
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
    if (!reader) throw new Error("no body");
    const next = async () => {
      const { done, value = "" } = await reader.read();
      return done ? undefined : (JSON.parse(value.replace(/^event: view\ndata: /, "")) as View);
    };
    return { next, cancel: () => reader.cancel() };
  };
  return { stream, read };
}

test("a reader gets the view at once, and again when it has changed", async () => {
  let now = "2026-11-24T10:07:00.000Z";
  const { stream, read } = await aStream(() => aView({ now }));
  const reader = await read();
  expect((await reader.next())?.now).toBe(now);
  now = "2026-11-24T10:08:00.000Z";
  expect((await reader.next())?.now).toBe(now);
  stream.close();
  expect(await reader.next()).toBeUndefined();
});

test("nobody looks when nobody reads", async () => {
  let looks = 0;
  const { stream, read } = await aStream(() => {
    looks += 1;
    return aView();
  });
  expect(looks).toBe(0);
  const reader = await read();
  await reader.next();
  expect(looks).toBeGreaterThan(0);
  await reader.cancel();
  stream.close();
});
