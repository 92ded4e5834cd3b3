import { subjectIn } from "@ami-refresh/functions/subject.ts";
import { expect, it } from "vitest";

it.each([
  [
    "a published image",
    { kind: "image-published", family: "base", correlationId: "announced", image: { id: "ami-1", name: "base-1" } },
    { family: "base", image: "ami-1", correlationId: "announced" },
  ],
  [
    "an answer of a person",
    { kind: "approve", service: "checkout", environment: "production", image: "ami-1", by: { name: "ana" } },
    { service: "checkout", environment: "production", image: "ami-1" },
  ],
  [
    "a domain event",
    {
      source: "ami-refresh",
      detail: { service: "checkout", family: "base", image: { id: "ami-1", correlationId: "announced" } },
    },
    { service: "checkout", family: "base", image: "ami-1", correlationId: "announced" },
  ],
  ["something else", { hello: "world" }, {}],
  ["fields of other types", { service: 7, image: "ami-1" }, {}],
])("finds what a message that failed is about: %s", (_, body, subject) => {
  expect(subjectIn(JSON.stringify(body))).toEqual(subject);
});

it("finds nothing in what is no JSON", () => {
  expect(subjectIn("{oops")).toEqual({});
});
