import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { run } from "@ami-refresh/cli/run.ts";
import { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import { afterAll, expect, test } from "vitest";
import { configurationOf } from "../support/configuration.ts";
import { thumbnailsFleet } from "../support/fleets.ts";
import { aRegion } from "../support/region.ts";

const folder = mkdtempSync(path.join(tmpdir(), "ami-refresh-other-"));
afterAll(() => rmSync(folder, { recursive: true }));
const billing = { team: "payments", image: "al2023-base" };
const { ledger: _, ...services } = Object(configurationOf()).services;

test("given a stage, when somebody asks about it by another configuration, then a line says so, and what was asked for is answered all the same", async () => {
  const region = await aRegion({ fleet: thumbnailsFleet() });
  const config = path.join(folder, "other.yaml");
  writeFileSync(config, JSON.stringify({ ...configurationOf(), services: { ...services, billing } }));
  const said = { out: "", err: "" };
  const code = await run(["status", "--json", "--config", config, "--endpoint", region.url], {
    out: (text) => (said.out += text),
    err: (text) => (said.err += text),
    now: () => Temporal.Instant.fromEpochMilliseconds(region.clock.now()),
    env: {},
    colour: false,
  });
  expect(code).toBe(0);
  expect(JSON.parse(said.out)).toMatchObject({ ok: true, stage: "local" });
  expect(said.err).toBe(
    `${config} is not what the stage local was deployed with: it names billing, which the stage does not have; the stage has 1 service that it does not name. Its times and teams may be others too: name the file that is, with --config FILE\n`,
  );
});
