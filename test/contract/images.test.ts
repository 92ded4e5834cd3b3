import type { Family } from "@ami-refresh/core/domain/family.ts";
import type { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import { expect, it } from "vitest";
import { contract } from "./worlds/index.ts";

contract("images", (world) => {
  it("are described with what decides about them", async () => {
    const id = await world().addImage({ name: "base-al2023-1", tags: { Branch: "main" } });
    const [image, ...more] = await world().images.describe([id, id]);
    expect(more).toEqual([]);
    expect(image).toMatchObject({
      id,
      name: "base-al2023-1",
      owner: "123456789012",
      state: "available",
      architecture: "x86_64",
      tags: { Branch: "main" },
    });
    expect(image?.createdAt.equals(world().now())).toBe(true);
  });

  it("that are gone hide none of the others", async () => {
    const there = await world().addImage({ name: "there" });
    const gone = await world().addImage({ name: "gone" });
    await world().deregister(gone);
    const found = await world().images.describe([gone, there, "ami-0fedcba9876543210"]);
    expect(found.map(({ id }) => id)).toEqual([there]);
  });

  it("that are disabled are described as such", async () => {
    const id = await world().addImage({ name: "disabled" });
    await world().disable(id);
    expect(await world().images.describe([id])).toMatchObject([{ id, state: "disabled" }]);
  });

  it("are none where none is asked for", async () => {
    await world().addImage({ name: "there" });
    expect(await world().images.describe([])).toEqual([]);
  });

  it("are found by their family, the newest, unless it is older than asked for", async () => {
    const { images, addImage, now, pass, disable } = world();
    const family: Family = {
      name: "base",
      owners: ["self"],
      namePattern: "base-*",
      architecture: "x86_64",
      tags: { Branch: "ma*" },
    };
    const newest = async (since: Temporal.Instant, more: Partial<Family> = {}) =>
      (await images.newest({ ...family, ...more }, "123456789012", since))?.id;
    const tags = { Branch: "main" };
    const beginning = now();
    const first = await addImage({ name: "base-1", tags });
    await pass({ hours: 20 });
    const second = await addImage({ name: "base-2", tags });
    await addImage({ name: "other-3", tags });
    await addImage({ name: "base-4", tags: { Branch: "wip" } });
    await pass({ hours: 20 });
    expect(await newest(beginning)).toBe(second);
    expect(await newest(now())).toBeUndefined();
    expect(await newest(beginning, { owners: ["999999999999"] })).toBeUndefined();
    expect(await newest(beginning, { architecture: "arm64" })).toBeUndefined();
    await disable(second);
    expect(await newest(beginning)).toBe(first);
  });

  it("built by Image Builder are all those of this Region", async () => {
    const arn = "arn:aws:imagebuilder:eu-west-2:123456789012:image/base-al2023/1.0.7/1";
    const ids = [await world().addImage({ name: "x86" }), await world().addImage({ name: "arm" })];
    await world().addBuild(arn, ids);
    expect(await world().images.builtBy(arn)).toEqual(ids);
    expect(await world().images.builtBy(`${arn}2`)).toEqual([]);
  });

  it("may be named by a parameter", async () => {
    await world().setParameter("/golden", "ami-1");
    expect(await world().images.parameter("/golden")).toBe("ami-1");
    expect(await world().images.parameter("/silver")).toBeUndefined();
  });
});
