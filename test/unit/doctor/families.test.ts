import { describe, expect, test } from "vitest";
import { anImage, findings, stranger } from "./account.ts";

const named = (own: Parameters<typeof anImage>[], strangers: Parameters<typeof anImage>[] = []) =>
  new Map([["base", { own: own.map((image) => anImage(...image)), strangers: strangers.map((i) => anImage(...i)) }]]);

describe("a family", () => {
  test("without any image", () => {
    expect(findings({ named: named([]) })).toEqual([
      {
        rule: "family-images",
        severity: "warning",
        about: [{ family: "base" }],
        what: "its owners have no image named base-* in eu-west-2",
        why: "nothing is rolled out to its services until there is one",
        remedy: "correct its `name`; or publish, copy or share an image of it to this Region",
      },
    ]);
  });

  test("whose images are all of another architecture", () => {
    const images = '{ base: { owners: [self], name: "base-*", architecture: arm64 } }';
    // The groups' own image does not match any more, either.
    const [found] = findings({ config: { images }, named: named([["ami-1"], ["ami-3"]]) }).filter(
      ({ rule }) => rule === "family-images",
    );
    expect(found).toMatchObject({
      what: "none of the 2 images named base-* is of the family: ami-1 is x86_64, base is arm64",
      remedy: "correct its `architecture`, or publish an image that has it",
    });
  });

  test("whose name only strangers have used", () => {
    const strangers: Parameters<typeof anImage>[] = [["ami-8", { owner: stranger }]];
    expect(findings({ named: named([], strangers) })).toMatchObject([
      {
        rule: "family-images",
        what: "its owners have no image named base-* in eu-west-2; account 999999999999 has",
        remedy: "if such an account is yours, add it to the family's `owners`; never add one that you do not know",
      },
    ]);
  });

  test("whose name strangers use too", () => {
    expect(findings({ named: named([["ami-1"]], [["ami-8", { owner: stranger }]]) })).toMatchObject([
      {
        rule: "strangers-image",
        severity: "note",
        about: [{ family: "base" }],
        what: "images named base-* are published by account 999999999999 too",
      },
    ]);
  });

  test("that no service runs is not missed", () => {
    const images = '{ base: { owners: [self], name: "base-*" }, idle: { owners: [self], name: "idle-*" } }';
    const more = new Map([...named([["ami-1"]]), ["idle", { own: [], strangers: [] }]]);
    expect(findings({ config: { images }, named: more })).toEqual([]);
  });
});
