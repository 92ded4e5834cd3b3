import { besideGate } from "@ami-refresh/core/domain/gates/besideGate.ts";
import { expect, test } from "vitest";

test("a freeze is named once where its gate stands before the reason; what others say stays as it is", () => {
  expect(besideGate({ gate: "freeze", reason: "frozen: Big sale" })).toBe("Big sale");
  expect(besideGate({ gate: "freeze", reason: "Big sale" })).toBe("Big sale");
  expect(besideGate({ gate: "pause", reason: "frozen: nothing works" })).toBe("frozen: nothing works");
});
