import { inLines, placeOf, subjectOf } from "@ami-refresh/local/picture/program.ts";
import { expect, test } from "vitest";

test("a topic is called by its name, a webhook by its URL without what all have", () => {
  expect(placeOf({ channel: "sns", to: "arn:aws:sns:eu-west-2:123456789012:changes" })).toBe("changes");
  expect(placeOf({ channel: "webhook", to: "https://hooks.example.com/x" })).toBe("hooks.example.com/x");
});

test("what was not taken says so beside its subject", () => {
  expect(subjectOf({ subject: "Started", status: null })).toBe("Started");
  expect(subjectOf({ subject: "Started", status: 204 })).toBe("Started");
  expect(subjectOf({ subject: "Started", status: 410 })).toBe("Started (answered 410)");
});

test("JSON is put in lines, and anything else left as it is", () => {
  expect(inLines('{"a":{"b":1}}')).toBe('{\n  "a": {\n    "b": 1\n  }\n}');
  expect(inLines("no JSON")).toBe("no JSON");
});
