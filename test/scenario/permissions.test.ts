import { policiesOf } from "@ami-refresh/local/iam/policies.ts";
import { expect, test } from "vitest";
import { mutations, requestsOfEveryScene, withoutEffect } from "../support/permissions.ts";

/** What AWS asks for, and the local region never does. */
const outOfReach = [
  // Only where somebody has given the sender's identity a default configuration set; the region's own has none.
  "ses:SendEmail on arn:aws:ses:eu-west-2:123456789012:configuration-set/*",
];

test("given everything that the pipeline does, no permission is granted and nothing is denied that makes no difference", async () => {
  const { wiring, requests } = await requestsOfEveryScene();
  const all = mutations(wiring);
  expect(all.length).toBeGreaterThan(100);
  const idle = withoutEffect(all, requests, policiesOf(wiring)).map(({ without }) => without);
  expect(idle.filter((without) => !outOfReach.some((what) => without.endsWith(what)))).toEqual([]);
}, 180_000);
