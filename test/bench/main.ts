import { rmSync } from "node:fs";
import { planRollout } from "@ami-refresh/core/domain/plan.ts";
import { decide } from "@ami-refresh/core/domain/rollout/decide.ts";
import type { Input } from "@ami-refresh/core/domain/rollout/messages.ts";
import type { Track } from "@ami-refresh/core/domain/rollout/state.ts";
import { channelKinds } from "@ami-refresh/core/domain/subscription.ts";
import { cacheDirectory } from "@ami-refresh/local/functions/cache.ts";
import { root } from "@ami-refresh/local/graph/platform.ts";
import { aService, at, aWindow } from "../support/policy.ts";
import { published } from "../support/simulation.ts";
import { fanningOut } from "./fanningOut.ts";
import { measureFunctions } from "./functions.ts";
import { oneShot } from "./oneShot.ts";
import { digestRendering, slowestRendering } from "./rendering.ts";

// A benchmark, not a test: machines are noisy, so each figure is the median of several rounds, beside its target.

const now = at("2026-11-23T09:00:00Z");

function serviceNumber(n: number) {
  const freeze = {
    from: at("2026-12-18T00:00:00Z"),
    to: at("2027-01-05T00:00:00Z"),
    reason: "Christmas change freeze",
  };
  const hour = (h: number) => `${String(h).padStart(2, "0")}:00`;
  return aService(
    {
      development: {},
      staging: { delay: "1d", windows: [aWindow([1, 2, 3, 4, 5], hour(7 + (n % 4)), "17:00")] },
      production: {
        delay: `${2 + (n % 5)}d`,
        soak: "1d",
        notice: "1d",
        windows: [aWindow([2, 3, 4], hour(8 + (n % 6)), "16:00")],
        freezes: [freeze],
      },
    },
    `service-${n}`,
  );
}

function median(rounds: number, measure: () => number): number {
  const figures = Array.from({ length: rounds }, measure).sort((a, b) => a - b);
  return figures[Math.floor(rounds / 2)] ?? Number.NaN;
}

function planning(): number {
  const services = Array.from({ length: 1000 }, (_, n) => serviceNumber(n));
  const start = performance.now();
  for (const service of services) planRollout(service, now, now);
  return performance.now() - start;
}

function deciding(): number {
  const service = serviceNumber(1);
  const empty: Track = { service: service.name, family: "base", rollouts: [] };
  const planned = decide(empty, published("ami-1", now.toString()), service, now).track;
  const found: Input = { kind: "groups-found", environment: "development", image: "ami-1", groups: ["a", "b"] };
  const track = decide(planned, found, service, now).track;
  const look: Input = { kind: "look-again", service: service.name, family: "base" };
  const count = 20_000;
  const start = performance.now();
  for (let i = 0; i < count; i++) decide(track, look, service, now.add({ seconds: i }));
  return (count / (performance.now() - start)) * 1000;
}

const row = (what: string, figure: string, target: string) =>
  console.log(`${what.padEnd(44)}${figure.padStart(14)}   ${target}`);

row("what", "measured", "target");
row("plan 1,000 services × 3 environments", `${median(5, planning).toFixed(0)} ms`, "under 1 s");
row("decide, one core", `${Math.round(median(5, deciding)).toLocaleString("en")} /s`, "at least 20,000 /s");
const [few, many] = await fanningOut([10, 1000]);
const ratio = (many?.milliseconds ?? Number.NaN) / (few?.milliseconds ?? Number.NaN);
row("one event for 1,000 subscribers", `${many?.milliseconds.toFixed(0)} ms`, "under 60 s, a function's timeout");
row("… beside one for 10", `× ${ratio.toFixed(0)}`, "at most × 100: the batches it has");
const slowest = slowestRendering();
row(`the slowest message: ${slowest.what}`, `${slowest.milliseconds.toFixed(2)} ms`, "under 1 ms");
const digest = digestRendering(500);
row(digest.what, `${digest.milliseconds.toFixed(1)} ms`, "");
// As after an installation, when the functions have yet to be bundled, and as ever after.
rmSync(cacheDirectory(root), { recursive: true, force: true });
for (const which of ["first", "later"]) {
  const run = await oneShot();
  row(`one-shot run of the example, ${which}`, `${run.seconds.toFixed(1)} s`, "at most 10 s");
  row("… peak memory of the process", `${run.megabytes.toFixed(0)} MB`, "at most 400 MB");
}

const targets: Readonly<Record<string, { readonly kilobytes: number; readonly milliseconds: number }>> = {
  publish: { kilobytes: 450, milliseconds: 150 },
  observe: { kilobytes: 450, milliseconds: 150 },
  refresh: { kilobytes: 900, milliseconds: 200 },
  notify: { kilobytes: 450, milliseconds: 150 },
  interact: { kilobytes: 300, milliseconds: 150 },
  act: { kilobytes: 450, milliseconds: 150 },
  ...Object.fromEntries(channelKinds.map((kind) => [`deliver as ${kind}`, { kilobytes: 450, milliseconds: 150 }])),
};
const functions = await measureFunctions();
const bare = functions.find(({ name }) => name === "one SDK client (SNS)")?.milliseconds ?? Number.NaN;
const kilobytes = (bytes: number) => (bytes / 1000).toFixed(0);

console.log(`
functions: minified KB that are loaded at the start (EC2's part; loaded later, if ever), ms from import to the end of
the first call (beside one bare client of the SDK), memory of the process started and at work, ms for an event when warm`);
for (const { name, atStart, ofEc2, later, milliseconds, megabytes, warmMilliseconds } of functions) {
  const target = targets[name];
  console.log(
    [
      name.padEnd(22),
      `${kilobytes(atStart)} KB (${kilobytes(ofEc2)}; ${kilobytes(later)})`.padStart(20),
      `${milliseconds.toFixed(0)} ms (× ${(milliseconds / bare).toFixed(2)})`.padStart(17),
      `${[megabytes.started, megabytes.working].flatMap((mb) => mb?.toFixed(0) ?? []).join(" → ")} MB`.padStart(14),
      `${warmMilliseconds?.toFixed(0) ?? "–"} ms`.padStart(7),
      target ? `   at most ${target.kilobytes} KB, ${target.milliseconds} ms` : "",
    ].join(""),
  );
}
