import { readConfig } from "@ami-refresh/core/config/read.ts";
import { Fleet } from "@ami-refresh/local/fleet/schema.ts";
import type { Region } from "@ami-refresh/local/region/region.ts";
import { begin } from "@ami-refresh/local/run/begin.ts";
import type { Inputs } from "@ami-refresh/local/run/inputs.ts";
import { expect, test } from "vitest";
import { configurationOf } from "../../../support/configuration.ts";

const inputs = (more: Partial<Inputs> = {}): Inputs => ({
  config: "/ami-refresh.yaml",
  policy: readConfig(JSON.stringify(configurationOf()), "ami-refresh.yaml"),
  fleet: Fleet.parse({ images: [], templates: {}, groups: {} }),
  events: [],
  ...more,
});

function begun(given: Inputs): string[] {
  const done: string[] = [];
  const region = {
    publish: (family: string) => done.push(`publish ${family}`),
    services: { events: { put: (event: unknown) => done.push(`put ${JSON.stringify(event)}`) } },
  };
  begin(region as unknown as Pick<Region, "publish" | "services">, given);
  return done;
}

test("an image of the first family that a service runs is published", () => {
  expect(begun(inputs())).toEqual(["publish al2023-base"]);
  const { policy } = inputs();
  const unused = { ...policy.families, aaa: policy.families["al2023-base"] };
  expect(begun(inputs({ policy: { ...policy, families: unused as typeof policy.families } }))).toEqual([
    "publish al2023-base",
  ]);
});

test("given events are put on the bus in place of that", () => {
  expect(begun(inputs({ events: [{ n: 1 }, { n: 2 }] }))).toEqual(['put {"n":1}', 'put {"n":2}']);
});

test("in an empty region nothing begins by itself, but events do", () => {
  expect(begun(inputs({ fleet: undefined }))).toEqual([]);
  expect(begun(inputs({ fleet: undefined, events: [1] }))).toEqual(["put 1"]);
});
