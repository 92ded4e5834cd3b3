import { expect, it } from "vitest";
import { contract } from "./worlds/index.ts";

contract("what was sent", (world) => {
  it("is known by its key, however often it is marked", async () => {
    const { sent } = world();
    expect(await sent.has("started/1/#payments")).toBe(false);
    await sent.mark("started/1/#payments");
    await sent.mark("started/1/#payments");
    expect(await sent.has("started/1/#payments")).toBe(true);
    expect(await sent.has("started/1/#ledger")).toBe(false);
  });
});
