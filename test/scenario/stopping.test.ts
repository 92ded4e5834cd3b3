import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { run } from "@ami-refresh/cli/run.ts";
import { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import { afterAll, describe, expect, test } from "vitest";
import { configurationOf } from "../support/configuration.ts";
import { oldImage, thumbnailsFleet } from "../support/fleets.ts";
import { aRegion, type RegionSketch, type TestRegion } from "../support/region.ts";

const configuration = { environments: { staging: {}, production: {} } };
const sketch: RegionSketch = { configuration, fleet: thumbnailsFleet() };
const newImage = "base-al2023-arm64-2026.11.23";

const publish = (region: TestRegion) => region.register(newImage, { architecture: "arm64" });

/** The images in a group, by name. */
function imagesIn(region: TestRegion, group: string): readonly (string | undefined)[] {
  const images = region.services.ec2.images();
  return region.imagesIn(group).map((id) => images.find((image) => image.id === id)?.name);
}

function stop(region: TestRegion, kind: "cancel" | "roll-back", image: string, environment: string): void {
  const at = new Date(region.clock.now()).toISOString();
  const by = { name: "ann", kind: "cli" };
  const said = { kind, service: "thumbnails", environment, image, by, at, reason: "it drops packets" };
  region.sendTo("thumbnails", JSON.stringify(said));
}

const toldOf = (region: TestRegion, environment: string) =>
  region.told("slack").filter((line) => line.startsWith("step.") && line.endsWith(environment));

test("given a refresh under way, when somebody cancels it, then no further instance is replaced and the image goes no further", async () => {
  const region = await aRegion(sketch);
  const image = publish(region);
  await region.until("2026-11-23T09:02:00Z");
  expect(region.step("thumbnails", image, "development").status).toBe("running");
  stop(region, "cancel", image, "development");
  await region.settle();
  expect(region.step("thumbnails", image, "development")).toMatchObject({
    status: "failed",
    reason: expect.stringMatching(/^cancelled for ann: it drops packets; .*Cancelled due to user request/),
  });
  expect(region.step("thumbnails", image, "production").status).toBe("skipped");
  expect(region.refreshes("thumbnails-development")[0]?.state.status).toBe("Cancelled");
  const [first, ...atOnce] = toldOf(region, "development");
  expect(first).toBe("step.started thumbnails development");
  // Both are of one moment, and a queue keeps no order.
  expect(atOnce.toSorted()).toEqual(["step.failed thumbnails development", "step.stopped thumbnails development"]);
  expect(region.errors()).toEqual([]);
});

test("given a refresh under way, when somebody rolls it back, then AWS does, and the group runs what it ran", async () => {
  const region = await aRegion(sketch);
  const image = publish(region);
  await region.until("2026-11-23T09:02:00Z");
  stop(region, "roll-back", image, "development");
  await region.settle();
  expect(region.step("thumbnails", image, "development").status).toBe("rolled-back");
  expect(region.refreshes("thumbnails-development").map(({ state }) => state.status)).toEqual(["RollbackSuccessful"]);
  expect(imagesIn(region, "thumbnails-development")).toEqual([oldImage]);
});

test("given a rollout that has succeeded, when somebody rolls an environment back, then it runs the image from before, and the next image is taken as ever", async () => {
  const region = await aRegion(sketch);
  const image = publish(region);
  await region.settle();
  expect(imagesIn(region, "thumbnails-production")).toEqual([newImage]);

  stop(region, "roll-back", image, "production");
  // Twice is once.
  stop(region, "roll-back", image, "production");
  await region.settle();
  expect(region.step("thumbnails", image, "production")).toMatchObject({
    status: "rolled-back",
    reason: "rolled back for ann: it drops packets",
  });
  expect(region.refreshes("thumbnails-production").map(({ state }) => state.status)).toEqual([
    "Successful",
    "Successful",
  ]);
  expect(imagesIn(region, "thumbnails-production")).toEqual([oldImage]);
  expect(imagesIn(region, "thumbnails-staging")).toEqual([newImage]);

  region.register("base-al2023-arm64-2026.11.30", { architecture: "arm64" });
  await region.settle();
  expect(imagesIn(region, "thumbnails-production")).toEqual(["base-al2023-arm64-2026.11.30"]);
  expect(region.errors()).toEqual([]);
  expect(region.summary().deadLetters).toEqual({});
});

describe("given a person at a terminal, when a rollout has succeeded", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "ami-refresh-stopping-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const config = path.join(folder, "ami-refresh.yaml");
  writeFileSync(config, JSON.stringify(configurationOf(configuration)));

  /** `answer`: what they say when they are asked; absent: there is nobody. */
  async function say(region: TestRegion, answer: string | undefined, ...args: readonly string[]) {
    const said = { out: "", err: "", asked: "" };
    const at = ["--config", config, "--endpoint", region.url, "--reason", "it drops packets", "--by", "ann"];
    const code = await run([...args, ...at], {
      out: (text) => (said.out += text),
      err: (text) => (said.err += text),
      now: () => Temporal.Instant.fromEpochMilliseconds(region.clock.now()),
      env: {},
      colour: false,
      ...(answer !== undefined && {
        ask: async (question) => {
          said.asked = question;
          return answer;
        },
      }),
    });
    await region.settle();
    return { code, ...said };
  }

  test("then they are asked before an environment is rolled back, and nothing happens unless they agree", async () => {
    const region = await aRegion(sketch);
    const image = publish(region);
    await region.settle();
    const back = ["roll-back", "thumbnails", "production"];

    const alone = await say(region, undefined, ...back);
    expect(alone).toMatchObject({ code: 64, out: "", err: expect.stringContaining("add --yes") });
    const no = await say(region, "", ...back);
    expect(no.asked).toBe(
      "Replace the instances again in production of thumbnails (base-al2023-arm64-2026.11.23: thumbnails-production)? [y/N] ",
    );
    expect(no).toMatchObject({ code: 1, err: "nothing was changed: nobody has confirmed it\n" });
    expect(region.step("thumbnails", image, "production").status).toBe("succeeded");

    const yes = await say(region, "y", ...back);
    const [first, second, ...rest] = yes.out.split("\n");
    expect(first).toBe("ann rolled back production of thumbnails (base-al2023-arm64-2026.11.23): it drops packets");
    expect(second).toBe(
      "Back at once, by a refresh of its own, whatever windows, freezes and pauses say: thumbnails-production to base-al2023-arm64-2026.11.01.",
    );
    expect(rest).toEqual(["base-al2023-arm64-2026.11.23 goes no further in thumbnails.", ""]);
    expect(imagesIn(region, "thumbnails-production")).toEqual([oldImage]);

    const late = await say(region, undefined, "cancel", "thumbnails", "production", "--yes");
    expect(late).toMatchObject({
      code: 1,
      err: "nothing was changed: nothing is being refreshed in production of thumbnails: see `ami-refresh status`\n",
    });
    const again = await say(region, undefined, ...back, "--yes", "--image", image);
    expect(again.err).toContain("nothing was refreshed, it is rolled-back");
  });
});
