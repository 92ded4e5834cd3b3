import { execFileSync } from "node:child_process";
import { hearCommand, shellWord } from "@ami-refresh/core/notify/shellWord.ts";
import { expect, test } from "vitest";
import { everyKind } from "./events.ts";
import { mailOf } from "./message.ts";

test.each([
  "#payments-on-call",
  "o'hara@example.com",
  "a&b$HOME`id`*?{x}|y~!@example.com",
  "~ana@example.com",
  "=ana@example.com",
  "two  words",
  "",
])("a shell takes %j as the one word that it is", (text) => {
  const read = execFileSync("sh", ["-c", `for word in ${shellWord(text)}; do printf '%s\\n' "$word"; done`], {
    encoding: "utf8",
  });
  expect(read).toBe(`${text}\n`);
});

test.each(["ana+list@example.com", "U012AB3CD", "ami-0f9e8d7c6b5a49382"])("%s needs no quotes", (text) => {
  expect(shellWord(text)).toBe(text);
});

test("what has a channel told again can be copied into a shell", () => {
  expect(hearCommand("slack", "#payments")).toBe("ami-refresh hear --slack '#payments'");
});

test.each(["unsubscribed", "changed"])("a message that an address is %s has such a command", (kind) => {
  const event = everyKind[kind];
  if (event?.type !== "address.unsubscribed" && event?.type !== "address.changed") throw new Error(`no ${kind}`);
  const detail = { ...event.detail, channel: "slack", address: "#payments" } as const;
  expect(mailOf({ ...event, detail } as typeof event).text).toContain("ami-refresh hear --slack '#payments'");
});
