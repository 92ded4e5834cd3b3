import { describe, expect, test } from "vitest";
import { blockOf } from "../../../../packages/local/src/page/slack/blocks.ts";

describe("Block Kit", () => {
  test("sections with text and fields, marked and plain", () => {
    expect(
      blockOf({
        type: "section",
        text: { type: "mrkdwn", text: "*a*" },
        fields: [
          { type: "plain_text", text: "*b*" },
          { type: "mrkdwn", text: "c" },
        ],
      }),
    ).toEqual({
      kind: "section",
      text: { text: "*a*", marked: true },
      fields: [
        { text: "*b*", marked: false },
        { text: "c", marked: true },
      ],
    });
  });

  test("headers, contexts, dividers and buttons", () => {
    expect(blockOf({ type: "header", text: { type: "plain_text", text: "A" } })).toEqual({ kind: "header", text: "A" });
    expect(blockOf({ type: "context", elements: [{ type: "image" }, { type: "mrkdwn", text: "b" }] })).toEqual({
      kind: "context",
      texts: [{ text: "b", marked: true }],
    });
    expect(blockOf({ type: "divider" })).toEqual({ kind: "divider" });
    expect(
      blockOf({ type: "actions", elements: [{ type: "button", text: { type: "plain_text", text: "Approve" } }] }),
    ).toEqual({ kind: "actions", labels: ["Approve"] });
  });

  test("what cannot be shown is named", () => {
    expect(blockOf({ type: "video" })).toEqual({ kind: "unknown", type: "video" });
    for (const value of [null, 7, "x", [], {}, { type: 7 }]) {
      expect(blockOf(value)).toEqual({ kind: "unknown", type: "block" });
    }
  });
});
