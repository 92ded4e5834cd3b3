import { expect } from "vitest";
import type { TestRegion } from "./region.ts";

/** Writes `/ami` and the text in a channel, and lets the answer come; what the person alone was told. */
export async function say(region: TestRegion, user: string, text: string, channel = "#media"): Promise<string> {
  const before = region.services.slackInteractions.ephemeral().length;
  const done = await region.services.slackInteractions.command({ channel, user, text });
  expect(done).toEqual({ ok: true });
  await region.until(new Date(region.clock.now() + 60_000).toISOString());
  const told = region.services.slackInteractions.ephemeral().slice(before);
  expect(told.map(({ to }) => to.id)).toEqual([user]);
  return told.map((message) => message.text).join();
}
