import { memoryLog } from "@ami-refresh/core/adapters/memory/log.ts";
import { addressedTo } from "@ami-refresh/functions/addressed.ts";
import { batch } from "@ami-refresh/functions/batch.ts";
import { describe, expect, it } from "vitest";
import { aService } from "../../support/policy.ts";
import { aBatch, aMailboxRecord } from "../../support/sqs.ts";

const service = aService({ staging: {} });
const look = { kind: "look-again", service: "checkout", family: "base" };

async function handled(...bodies: readonly string[]) {
  const log = memoryLog();
  const taken: unknown[] = [];
  const answer = await batch(aBatch(bodies.map((body, i) => aMailboxRecord(`m-${i}`, body))), log, async (body) => {
    taken.push(addressedTo(service, body));
  });
  return { failed: answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier), taken, log };
}

describe("a batch out of a mailbox", () => {
  it.each([
    ["no JSON", "{oops", "SyntaxError"],
    ["of no known kind", JSON.stringify({ kind: "dance" }), "this is no mailbox message"],
    ["without a family", JSON.stringify({ ...look, family: undefined }), "family"],
    ["for another service", JSON.stringify({ ...look, service: "ledger" }), "this is the mailbox of checkout"],
    ["about a family not followed", JSON.stringify({ ...look, family: "windows" }), "checkout follows base"],
  ])("gives back a message that is %s, with the reason in the log, and takes the rest", async (_, body, reason) => {
    const { failed, taken, log } = await handled(JSON.stringify(look), body, JSON.stringify(look));
    expect(failed).toEqual(["m-1"]);
    expect(taken).toEqual([look, look]);
    expect(log.lines).toEqual([
      {
        level: "warn",
        message: expect.stringContaining(reason),
        fields: expect.objectContaining({ messageId: "m-1" }),
      },
    ]);
  });

  it("reads instants", async () => {
    const published = {
      kind: "image-published",
      family: "base",
      publishedAt: "2026-11-24T10:00:00+01:00",
      image: {
        id: "ami-1",
        name: "base-1",
        owner: "123456789012",
        state: "available",
        architecture: "x86_64",
        tags: {},
        createdAt: "2026-11-24T09:00:00Z",
      },
    };
    const { taken } = await handled(JSON.stringify(published));
    expect(taken).toMatchObject([{ publishedAt: { epochMilliseconds: Date.parse("2026-11-24T09:00:00Z") } }]);
  });
});

describe("a batch of which one message takes long", () => {
  /** The first is done when the others are; it says which began meanwhile. */
  async function begun(atOnce?: boolean) {
    const records = ["slow", "quick", "wrong"].map((id) => aMailboxRecord(id, JSON.stringify(id)));
    const begun: unknown[] = [];
    const others = Promise.withResolvers<void>();
    const answer = batch(
      aBatch(records),
      memoryLog(),
      async (body) => {
        begun.push(body);
        if (body === "slow") await others.promise;
        if (body === "wrong") throw new Error("no");
      },
      { atOnce },
    );
    await new Promise(setImmediate);
    const meanwhile = [...begun];
    others.resolve();
    return { meanwhile, begun, failed: (await answer).batchItemFailures };
  }

  it.each([
    [undefined, ["slow"]],
    [true, ["slow", "quick", "wrong"]],
  ])("at once %s: begins %j meanwhile, and names the one that failed", async (atOnce, expected) => {
    const { meanwhile, begun: all, failed } = await begun(atOnce);
    expect(meanwhile).toEqual(expected);
    expect(all).toEqual(["slow", "quick", "wrong"]);
    expect(failed).toEqual([{ itemIdentifier: "wrong" }]);
  });
});
