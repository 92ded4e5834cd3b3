import { keptSecret } from "@ami-refresh/core/adapters/aws/secret.ts";
import { expect, test } from "vitest";

function aSecret(...answers: readonly (string | Error)[]) {
  let reads = 0;
  const secret = keptSecret(async () => {
    const answer = answers[reads++];
    if (typeof answer === "string") return answer;
    throw answer;
  });
  return { secret, reads: () => reads };
}

test("a secret is read once, also where many want it at the same moment, as the links of a digest do", async () => {
  const { secret, reads } = aSecret("first");
  expect(await Promise.all(Array.from({ length: 500 }, secret.read))).toEqual(Array(500).fill("first"));
  expect(await secret.read()).toBe("first");
  expect(reads()).toBe(1);
});

test("what could not be read is read anew, and so is what was forgotten", async () => {
  const { secret, reads } = aSecret(new Error("throttled"), "first", "second");
  await expect(secret.read()).rejects.toThrow("throttled");
  expect(await secret.read()).toBe("first");
  secret.forget();
  expect(await secret.read()).toBe("second");
  expect(reads()).toBe(3);
});
