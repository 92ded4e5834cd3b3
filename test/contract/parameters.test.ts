import { expect, it } from "vitest";
import { contract } from "./worlds/index.ts";

contract("parameters that name current images", (world) => {
  it("are made, and overwritten, and may be written again", async () => {
    for (const image of ["ami-1", "ami-2", "ami-2"]) {
      expect(await world().parameters.write("/ami/checkout/production", image)).toEqual({});
      expect(await world().images.parameter("/ami/checkout/production")).toBe(image);
    }
  });
});
