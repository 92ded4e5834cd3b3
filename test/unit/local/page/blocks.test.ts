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
    const plain = (text: string) => ({ type: "plain_text", text });
    const confirm = { title: plain("Sure?"), text: plain("It starts."), confirm: plain("Yes"), deny: plain("No") };
    const button = { type: "button", action_id: "approve", text: plain("Approve"), style: "primary", confirm };
    expect(blockOf({ type: "actions", elements: [button, { type: "button", text: plain("Hide") }, {}] })).toEqual({
      kind: "actions",
      buttons: [
        {
          id: "approve",
          label: "Approve",
          style: "primary",
          confirm: { title: "Sure?", text: "It starts.", yes: "Yes", no: "No" },
        },
        { id: "", label: "Hide", style: undefined, confirm: undefined },
      ],
    });
  });

  test("what cannot be shown is named", () => {
    expect(blockOf({ type: "video" })).toEqual({ kind: "unknown", type: "video" });
    for (const value of [null, 7, "x", [], {}, { type: 7 }]) {
      expect(blockOf(value)).toEqual({ kind: "unknown", type: "block" });
    }
  });
});
