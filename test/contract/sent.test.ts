import { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import { expect, it } from "vitest";
import { contract } from "./worlds/index.ts";

const lasts = Temporal.Duration.from({ minutes: 3 });
const key = "started/1/#payments";

contract("what was sent", (world) => {
  it("is known by its key, however often it is marked", async () => {
    const { sent } = world();
    expect(await sent.claim(key, lasts)).toBe("claimed");
    await sent.mark(key);
    await sent.mark(key);
    expect(await sent.claim(key, lasts)).toBe("sent");
    expect(await sent.claim("started/1/#ledger", lasts)).toBe("claimed");
  });

  it("is sent by one of several who want to at the same time", async () => {
    const { sent } = world();
    const claims = await Promise.all([1, 2, 3].map(() => sent.claim(key, lasts)));
    expect(claims.toSorted()).toEqual(["being sent", "being sent", "claimed"]);
  });

  it("is sent by another when a claim is over without a mark", async () => {
    const { sent, pass } = world();
    await sent.claim(key, lasts);
    await pass({ minutes: 2 });
    expect(await sent.claim(key, lasts)).toBe("being sent");
    await pass({ minutes: 2 });
    expect(await sent.claim(key, lasts)).toBe("claimed");
    await sent.mark(key);
    await pass({ minutes: 10 });
    expect(await sent.claim(key, lasts)).toBe("sent");
  });

  it("is sent by another at once when a claim was given up", async () => {
    const { sent } = world();
    await sent.claim(key, lasts);
    await sent.release(key);
    expect(await sent.claim(key, lasts)).toBe("claimed");
    expect(await sent.claim(key, lasts)).toBe("being sent");
  });

  it("is kept for whoever sends it in the end, and is no claim", async () => {
    const { sent, pass } = world();
    expect(await sent.kept(key)).toBeUndefined();
    await sent.claim(key, lasts);
    await sent.keep(key, "something");
    expect(await sent.claim(key, lasts)).toBe("being sent");
    await pass({ minutes: 4 });
    expect(await sent.claim(key, lasts)).toBe("claimed");
    expect(await sent.kept(key)).toBe("something");
    await sent.mark(key);
    expect(await sent.claim(key, lasts)).toBe("sent");
    expect(await sent.kept("started/1/#ledger")).toBeUndefined();
  });
});
