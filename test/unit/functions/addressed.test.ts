import { addressedTo } from "@ami-refresh/functions/addressed.ts";
import { describe, expect, test } from "vitest";
import { aService } from "../../support/policy.ts";

const checkout = aService({ production: {} });
const said = { by: { name: "ann", kind: "cli" }, at: "2026-11-23T09:00:00Z" };
const approve = { kind: "approve", service: "checkout", environment: "production", image: "ami-1", ...said };

describe("what people say", () => {
  test.each([
    approve,
    { ...approve, kind: "decline", comment: "not now" },
    { kind: "pause", reason: "database migration", ...said },
    {
      kind: "pause",
      service: "checkout",
      environment: "production",
      reason: "x",
      until: "2026-11-24T09:00:00Z",
      ...said,
    },
    { kind: "resume", service: "checkout", ...said },
  ])("is taken: %j", (message) => {
    expect(addressedTo(checkout, message).kind).toBe(message.kind);
  });

  test.each([
    [{ ...approve, service: "search" }, "the message is for search, but this is the mailbox of checkout"],
    [{ ...approve, image: undefined }, "this is no mailbox message"],
    [{ ...approve, by: { name: "", kind: "cli" } }, "this is no mailbox message"],
    [{ ...approve, comment: "x".repeat(1001) }, "this is no mailbox message"],
    [{ kind: "pause", ...said }, "this is no mailbox message"],
    [{ kind: "pause", reason: "x", ...said, at: "yesterday" }, "this is no mailbox message"],
  ])("is refused where it is not right: %j", (message, reason) => {
    expect(() => addressedTo(checkout, message)).toThrow(reason);
  });
});
