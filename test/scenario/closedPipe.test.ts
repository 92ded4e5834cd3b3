import { describe, expect, test } from "vitest";
import { npmStart, runScript } from "../support/npmStart.ts";

describe("where nobody reads the output any more", () => {
  test.each([
    ["plan", "packages/cli/src/main.ts", ["plan"]],
    ["synth", "packages/local/src/graph/main.ts", ["--help"]],
    ["start", "packages/local/src/main.ts", ["--help"]],
  ])("npm run %s comes to its end, and complains of nothing", async (_, file, args) => {
    const { head, ended } = runScript(file, args);
    head();
    expect(await ended).toMatchObject({ code: 0, stderr: "" });
  });

  test("the local region ends", async () => {
    const { head, begun, ended } = npmStart(["--no-open", "--port", "0"]);
    await begun;
    head();
    expect(await ended).toMatchObject({ code: 0, stderr: "" });
  });

  test("a one-shot run is interrupted", async () => {
    const { head, begun, ended } = npmStart(["--once", "--no-open", "--speed", "60"]);
    await begun;
    head();
    expect(await ended).toMatchObject({ code: 130, stderr: "" });
  });
});
