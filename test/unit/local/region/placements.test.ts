import { readConfig } from "@ami-refresh/core/config/read.ts";
import type { Image } from "@ami-refresh/core/domain/image.ts";
import { placementsOf } from "@ami-refresh/local/region/placements.ts";
import type { GroupView } from "@ami-refresh/local/view.ts";
import { expect, test } from "vitest";
import { configurationOf } from "../../../support/configuration.ts";
import { at } from "../../../support/policy.ts";
import { aGroup } from "../../../support/view.ts";

const policy = readConfig(JSON.stringify(configurationOf()), "ami-refresh.yaml");
const account = "123456789012";

const imageOf =
  (name: string, more: Partial<Image> = {}) =>
  (id: string): Image => ({
    id,
    name,
    owner: account,
    state: "available",
    architecture: "x86_64",
    tags: {},
    createdAt: at("2026-11-01T00:00:00Z"),
    ...more,
  });
type Look = (id: string) => Image | undefined;
const place = (group: GroupView, image: Look = imageOf("base-al2023-x86_64-1")) =>
  placementsOf(policy, account, [group], image);
const tagged = (Service: string, Environment: string, name = "web") =>
  aGroup(name, "oo", { tags: { Service, Environment, Extra: "1" } });

test("a group is placed by its tags, with the family of the image that it runs", () => {
  expect(place(tagged("checkout", "staging"))).toEqual([
    { group: "web", service: "checkout", environment: "staging", family: "al2023-base" },
  ]);
});

test("a group is placed by its name where the configuration names groups, whatever its tags", () => {
  expect(place(aGroup("ledger-prod-a", "o"))).toEqual([
    { group: "ledger-prod-a", service: "ledger", environment: "production", family: "al2023-base" },
  ]);
  expect(place(tagged("ledger", "production"))).toEqual([]);
});

test("a group that no service claims is nowhere", () => {
  expect(place(tagged("billing", "staging"))).toEqual([]);
  expect(place(aGroup("web", "o", { tags: { Service: "checkout" } }))).toEqual([]);
});

test.each<[string, Look]>([
  ["is of no family", imageOf("database-1")],
  ["is a stranger's", imageOf("base-al2023-x86_64-1", { owner: "666666666666" })],
  ["cannot be looked up", () => undefined],
])("a group whose image %s has no family", (_, image) => {
  expect(place(tagged("checkout", "staging"), image)).toMatchObject([{ service: "checkout", family: null }]);
});

test("a group without instances has no family", () => {
  const empty = aGroup("web", "", { tags: { Service: "checkout", Environment: "staging" } });
  expect(place(empty)).toMatchObject([{ family: null }]);
});
