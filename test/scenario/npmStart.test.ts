import path from "node:path";
import type { Summary } from "@ami-refresh/local/summary.ts";
import { describe, expect, test } from "vitest";
import { aGroup, thumbnailsFleet } from "../support/fleets.ts";
import { aDirectory, aTakenPort, npmStart } from "../support/npmStart.ts";

const once = ["--once", "--speed", "max", "--json", "--no-open"];
const example = path.resolve("ami-refresh.yaml");

/** The example's configuration, and in a directory of its own a fleet that one service runs, and an event. */
const given = (event: unknown, fleet: object = thumbnailsFleet()) =>
  aDirectory({ "fleet.yaml": fleet, "event.json": event });
const withThose = [...once, "--config", example, "--fleet", "fleet.yaml", "--event", "event.json"];

const imagePublished = (ImageId: string) => ({
  source: "ami-refresh",
  "detail-type": "Image Published",
  detail: { ImageId },
});

describe("npm start -- --once", () => {
  test("runs the example to its end, prints its summary and nothing else, and exits 0", async () => {
    const { code, stdout, stderr } = await npmStart(once).ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const summary: Summary = JSON.parse(stdout);
    expect(summary.rollouts.map(({ service, status }) => `${service} ${status}`)).toEqual([
      "checkout succeeded",
      "ledger succeeded",
      "search succeeded",
    ]);
    expect(summary.image).toMatchObject({ family: "al2023-base", name: expect.stringMatching(/^base-al2023-x86_64-/) });
    expect(summary.calls["autoscaling:StartInstanceRefresh"]).toBe(10);
    expect(summary.notifications.length).toBeGreaterThan(20);
    const [step] = summary.rollouts[0]?.steps ?? [];
    expect(step).toMatchObject({
      environment: "development",
      status: "succeeded",
      dueAt: expect.stringMatching(/Z$/),
      startedAt: expect.stringMatching(/Z$/),
      endedAt: expect.stringMatching(/Z$/),
      waits: expect.any(Array),
      groups: [{ name: "checkout-development", status: "succeeded", to: summary.image?.id }],
    });
  });

  test("exits 1 if a step did not succeed, and says why", async () => {
    const image = "ami-0abcdef1234567890";
    const bad = {
      ...{ id: image, name: "base-al2023-arm64-2026.11.23", architecture: "arm64", ageDays: 0 },
      tags: { "ami-refresh:local": "fails-to-launch" },
    };
    const directory = given(imagePublished(image), thumbnailsFleet({ images: [bad as never] }));
    const { code, stdout, stderr } = await npmStart(withThose, directory).ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^thumbnails \(al2023-base-arm\) in development is rolled-back with ami-0abcdef1234567890: .*Client error on launch/m,
    );
    expect((JSON.parse(stdout) as Summary).rollouts).toMatchObject([{ service: "thumbnails", status: "failed" }]);
  });

  test("exits 1 if a message ended in a dead-letter queue, after all its attempts", async () => {
    const directory = given({ source: "ami-refresh", "detail-type": "Image Published", detail: { ImageId: "latest" } });
    const { code, stdout, stderr } = await npmStart(withThose, directory).ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^1 message ended in the dead-letter queue \S*PublishDlq\S*$/m);
    expect(Object.values((JSON.parse(stdout) as Summary).deadLetters)).toEqual([1]);
  });

  test("exits 0 if an event was ignored, and records the reason", async () => {
    const directory = given(imagePublished("ami-0123456789abcdef0"));
    const { code, stdout, stderr } = await npmStart(withThose, directory).ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect((JSON.parse(stdout) as Summary).ignored).toMatchObject([
      { reason: expect.stringContaining("ami-0123456789abcdef0 could not be found") },
    ]);
  });
});

describe("npm start exits 64 with what is wrong and what to do, and prints nothing on stdout", () => {
  const refused = async (args: readonly string[], directory?: string) => {
    const { code, stdout, stderr } = await npmStart(args, directory).ended;
    expect({ code, stdout }).toEqual({ code: 64, stdout: "" });
    return stderr;
  };

  test("for unknown and wrong options, with where the usage is", async () => {
    const stderr = await refused(["--onse", "--port", "http"]);
    expect(stderr).toContain("unknown option --onse; did you mean --once?\n--port http: expected a port");
    expect(stderr).toMatch(/\nnpm start -- --help says what there is\n$/);
    expect(stderr).not.toContain("Usage:");
  });

  test("for a configuration: every problem with its line and column", async () => {
    const config = [
      "images:",
      "  base: { owners: [self], name: base-* }",
      "environments:",
      "  production: { delay: 3 days, windo: Tue 10:00-16:00 }",
      "teams: { payments: {} }",
      "services:",
      "  checkout: { team: payment, image: base }",
    ].join("\n");
    const lines = (await refused(["--once"], aDirectory({ "ami-refresh.yaml": config }))).trim().split("\n");
    expect(lines).toEqual([
      expect.stringMatching(/ami-refresh\.yaml:4:\d+ environments\.production\.delay: .*3 days/),
      expect.stringMatching(/ami-refresh\.yaml:4:\d+ environments\.production.*windo.*[Dd]id you mean `window`/),
      expect.stringMatching(/ami-refresh\.yaml:7:\d+ services\.checkout\.team: .*payment/),
    ]);
  });

  test("for a configuration that is not there", async () => {
    expect(await refused(["--config", "nowhere.yaml"])).toMatch(/nowhere\.yaml/);
  });

  test("for a fleet: every problem with its line and column", async () => {
    const fleet = thumbnailsFleet({ groups: { "thumbnails-x": aGroup("staging", { template: "nope" }) } });
    const stderr = await refused(["--config", example, "--fleet", "fleet.yaml"], given({}, fleet));
    expect(stderr).toMatch(/fleet\.yaml:1:\d+ groups\.thumbnails-x\.template: there is no launch template `nope`/);
  });

  test("for an event that is none", async () => {
    const stderr = await refused(["--config", example, "--event", "event.json"], given({ hello: "world" }));
    expect(stderr).toMatch(/event\.json: this is no EventBridge event: `source` is not a string/);
  });
});

test("npm start exits 69 if the port is in use, and names the flag", async () => {
  const port = await aTakenPort();
  const { code, stdout, stderr } = await npmStart(["--once", "--json", "--port", String(port)]).ended;
  expect({ code, stdout }).toEqual({ code: 69, stdout: "" });
  expect(stderr).toBe(`port ${port} is in use: end what uses it, or choose another with --port N (0: any free port)\n`);
});

test("npm start -- --help prints the usage and exits 0", async () => {
  const { code, stdout } = await npmStart(["--help"]).ended;
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Usage: npm start/);
});
