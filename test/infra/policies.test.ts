import path from "node:path";
import { expect, test } from "vitest";
import { wiringOfStage } from "./graphs.ts";
import { policyText } from "./policyText.ts";

// To review: a difference here is a difference in what is allowed. `npx vitest run --project infra -u` writes them anew.
test.each(["production", "dev-ana"])(
  "every policy of the stage %s is as it was reviewed",
  async (stage) => {
    const file = path.join(import.meta.dirname, `../golden/policies/${stage}.txt`);
    await expect(`${policyText(await wiringOfStage(stage))}\n`).toMatchFileSnapshot(file);
  },
  180_000,
);
