import { merge } from "@ami-refresh/core/notify/progress.ts";
import { expect, it } from "vitest";
import { failed, planned, skipped } from "../unit/notify/events.ts";
import { contract } from "./worlds/index.ts";

contract("threads", (world) => {
  const rollout = "checkout/al2023-base/ami-1";
  const root = { channelId: "C0123456789", ts: "1795598400.000001" };
  const progress = [planned, failed, skipped].reduce(merge, undefined as Parameters<typeof merge>[0]);

  it("are empty before anything was saved", async () => {
    expect(await world().threads.load(rollout, "#payments")).toEqual({ version: 0 });
  });

  it("are kept with their root message and all of their progress, for each channel", async () => {
    const { threads } = world();
    expect(await threads.save(rollout, "#payments", { version: 0, ...(progress && { progress }) })).toBe("saved");
    expect(await threads.load(rollout, "#payments")).toEqual({ version: 1, progress });
    expect(await threads.save(rollout, "#payments", { version: 1, root, ...(progress && { progress }) })).toBe("saved");
    expect(await threads.load(rollout, "#payments")).toEqual({ version: 2, root, progress });
    expect(await threads.load(rollout, "#ledger")).toEqual({ version: 0 });
    expect(await threads.save(rollout, "#payments", { version: 2, root, questions: { production: root } })).toBe(
      "saved",
    );
    expect(await threads.load(rollout, "#payments")).toEqual({ version: 3, root, questions: { production: root } });
  });

  it("are not saved over what somebody else has saved meanwhile", async () => {
    const { threads } = world();
    expect(await threads.save(rollout, "#payments", { version: 0, root })).toBe("saved");
    expect(await threads.save(rollout, "#payments", { version: 0 })).toBe("conflict");
    expect(await threads.save(rollout, "#payments", { version: 1 })).toBe("saved");
    expect(await threads.save(rollout, "#payments", { version: 1, root })).toBe("conflict");
    expect(await threads.load(rollout, "#payments")).toEqual({ version: 2 });
  });
});
