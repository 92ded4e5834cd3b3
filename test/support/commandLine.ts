import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { run } from "@ami-refresh/cli/run.ts";
import { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import { afterAll } from "vitest";
import { type ConfigurationSketch, configurationOf } from "./configuration.ts";
import type { TestRegion } from "./region.ts";

/** What an operator says on the command line of a machine with that configuration, and is answered. */
export function commandLine(sketch: ConfigurationSketch = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), "ami-refresh-commands-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const config = path.join(folder, "ami-refresh.yaml");
  writeFileSync(config, JSON.stringify(configurationOf(sketch)));
  return async (region: TestRegion, ...args: readonly string[]) => {
    const said = { out: "", err: "" };
    const code = await run([...args, "--config", config, "--endpoint", region.url], {
      out: (text) => (said.out += text),
      err: (text) => (said.err += text),
      now: () => Temporal.Instant.fromEpochMilliseconds(region.clock.now()),
      env: {},
      colour: false,
    });
    await region.settle();
    return { code, ...said };
  };
}
