import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ConfigError } from "@ami-refresh/core/config/problem.ts";
import type { Options } from "@ami-refresh/local/options.ts";
import { readInputs } from "@ami-refresh/local/run/inputs.ts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { configurationOf } from "../../../support/configuration.ts";

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "ami-refresh-inputs-"));
  write("ami-refresh.yaml", JSON.stringify(configurationOf()));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const write = (name: string, text: string) => writeFileSync(path.join(directory, name), text);
const options = (more: Partial<Options> = {}): Options => ({
  once: true,
  speed: "max",
  json: true,
  open: false,
  config: "ami-refresh.yaml",
  events: [],
  ...more,
});
const fleet = (group: string) =>
  JSON.stringify({
    images: [{ name: "base-1" }],
    templates: { web: { image: "base-1" } },
    groups: { [group]: { template: "web", size: 1 } },
  });
const groupsIn = (more: Partial<Options> = {}) => Object.keys(readInputs(options(more), directory).fleet?.groups ?? {});

test("the fleet is the one that is named, else the one beside the configuration, else made up from it", () => {
  expect(groupsIn()).toContain("checkout-development");
  write("ami-refresh.fleet.yaml", fleet("beside"));
  expect(groupsIn()).toEqual(["beside"]);
  write("other.yaml", fleet("named"));
  expect(groupsIn({ fleet: "other.yaml" })).toEqual(["named"]);
});

test("the fleet `none` is an empty region, even if there is a file beside the configuration", () => {
  write("ami-refresh.fleet.yaml", fleet("beside"));
  expect(readInputs(options({ fleet: "none" }), directory).fleet).toBeUndefined();
});

test("a configuration that is named otherwise has its fleet beside it", () => {
  write("mine.yml", JSON.stringify(configurationOf()));
  write("mine.fleet.yaml", fleet("mine"));
  expect(groupsIn({ config: "mine.yml" })).toEqual(["mine"]);
  expect(readInputs(options({ config: "mine.yml" }), directory).config).toBe(path.join(directory, "mine.yml"));
});

test("events are read in the order in which they are named", () => {
  const event = (name: string) => ({ source: "test", "detail-type": name, detail: {} });
  write("a.json", JSON.stringify(event("a")));
  write("b.json", JSON.stringify(event("b")));
  expect(readInputs(options({ events: ["b.json", "a.json"] }), directory).events).toEqual([event("b"), event("a")]);
});

test.each<[string, Partial<Options>, string, RegExp]>([
  ["a configuration that is not there", { config: "no.yaml" }, "", /no\.yaml/],
  ["a fleet that is not there", { fleet: "no.yaml" }, "", /no\.yaml.*cannot be read.*--fleet FILE, or none/s],
  ["an event that is not there", { events: ["no.json"] }, "", /no\.json.*cannot be read.*--event/s],
  ["an event that is no JSON", { events: ["bad.json"] }, "{nonsense", /bad\.json.*no JSON.*--event/s],
  [
    "an event that is none",
    { events: ["bad.json"] },
    "[1, 2]",
    /bad\.json.*no EventBridge event: it is no JSON object/,
  ],
  ["an event without source", { events: ["bad.json"] }, "{}", /bad\.json.*no EventBridge event: `source`/],
  [
    "an event without detail",
    { events: ["bad.json"] },
    '{"source":"a","detail-type":"b"}',
    /bad\.json.*no EventBridge event: `detail`/,
  ],
  ["a fleet that is none", { fleet: "bad.json" }, "groups: 7", /bad\.json:1:\d+ .*groups/],
])("%s is a problem that names the file and what to do", (_, more, text, message) => {
  write("bad.json", text);
  const read = () => readInputs(options(more), directory);
  expect(read).toThrow(ConfigError);
  expect(read).toThrow(message);
});
