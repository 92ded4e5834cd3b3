import { afterEach, beforeEach, describe } from "vitest";
import { awsWorld } from "./aws.ts";
import { memoryWorld } from "./memory.ts";
import type { Implementation, World } from "./world.ts";

/** Everything that a contract has to hold for. A region of another kind is one line more. */
export const implementations: readonly Implementation[] = [
  { name: "memory", open: memoryWorld },
  { name: "AWS", open: awsWorld },
];

/** A suite for every implementation; each test has a world of its own, which `world()` answers. */
export function contract(port: string, suite: (world: () => World) => void): void {
  describe.each(implementations)(`${port} ($name)`, ({ open }) => {
    let world: World | undefined;
    beforeEach(async () => {
      world = await open();
    });
    afterEach(() => world?.close());
    suite(() => {
      if (!world) throw new Error("the world is there in tests only");
      return world;
    });
  });
}
