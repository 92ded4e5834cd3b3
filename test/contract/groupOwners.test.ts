import { expect, it } from "vitest";
import { contract } from "./worlds/index.ts";

const checkout = { service: "checkout", environment: "staging", family: "base" };

contract("owners of groups", (world) => {
  it("a group that nobody has claimed has none", async () => {
    expect(await world().groupOwners.ownerOf("web")).toBeUndefined();
  });

  it("the latest claim counts", async () => {
    const { groupOwners } = world();
    await groupOwners.claim("web", checkout);
    await groupOwners.claim("web", { ...checkout, environment: "production" });
    await groupOwners.claim("worker", checkout);
    expect(await groupOwners.ownerOf("web")).toEqual({ ...checkout, environment: "production" });
  });
});
