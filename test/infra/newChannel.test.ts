import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { json } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import type { Open } from "@ami-refresh/core/channels/given.ts";
import { describe as describeEvent } from "@ami-refresh/core/notify/describe/index.ts";
import type { Message } from "@ami-refresh/core/notify/message.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensurePlatform } from "../../packages/local/src/graph/ensurePlatform.ts";
import { aGiven } from "../support/given.ts";
import { checkout, payments, started } from "../unit/notify/events.ts";

const root = path.resolve(import.meta.dirname, "../..");
const page = readFileSync(path.join(root, "docs/development/channels.md"), "utf8");
const block = (language: string) => new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, "s").exec(page)?.[1] ?? "";

/** A copy of what a new kind of channel touches. */
const copy = mkdtempSync(path.join(tmpdir(), "ami-refresh-channel-"));
const inCopy = (file: string) => path.join(copy, file);

beforeAll(async () => {
  await ensurePlatform(() => {});
  for (const what of ["packages/core", "stacks", "sst.config.ts", "tsconfig.base.json"]) {
    cpSync(path.join(root, what), inCopy(what), { recursive: true, filter: (file) => !file.includes("node_modules") });
  }
  for (const what of ["node_modules", "packages/core/node_modules", ".sst", "packages/functions"])
    symlinkSync(path.join(root, what), inCopy(what));
  const core = { extends: "./tsconfig.base.json", include: ["packages/core/src"] };
  writeFileSync(inCopy("tsconfig.json"), JSON.stringify(core));
  writeFileSync(inCopy("packages/core/src/channels/teams.ts"), block("ts"));
}, 600_000);
afterAll(() => rmSync(copy, { recursive: true }));

/** `@@ FILE`, then lines that are there, each followed by the lines (`+`) that are added after it. */
function change(isMeant: (file: string) => boolean): void {
  for (const part of block("diff").split(/^@@ /m).slice(1)) {
    const [file = "", ...lines] = part.trimEnd().split("\n");
    if (!isMeant(file)) continue;
    let place = 0;
    let text = readFileSync(inCopy(file), "utf8");
    for (const line of lines) {
      if (line.startsWith("+")) {
        text = `${text.slice(0, place)}${line.slice(1)}\n${text.slice(place)}`;
        place += line.length;
      } else {
        const there = text.indexOf(`${line.slice(1)}\n`);
        expect(there, `${file} has no line ${line}`).toBeGreaterThanOrEqual(0);
        place = there + line.length;
      }
    }
    writeFileSync(inCopy(file), text);
  }
}

/** The files in which the compiler finds something wrong. */
async function wrongIn(project: string): Promise<string[]> {
  const tsc = path.join(root, "node_modules/.bin/tsc");
  const said = await new Promise<string>((resolve) => {
    execFile(process.execPath, [tsc, "-p", project, "--pretty", "false"], { cwd: copy }, (_, out) => resolve(out));
  });
  return [...new Set(said.match(/^\S+(?=\(\d+,\d+\): error)/gm))].sort();
}

describe("the new kind of channel of the documentation", () => {
  test("is wanted by the compiler in three lists as soon as it has a name, and is all that they want", async () => {
    change((file) => file.endsWith("/domain/subscription.ts"));
    expect(await wrongIn("tsconfig.json")).toEqual([
      "packages/core/src/channels/index.ts",
      "packages/core/src/config/addresses.ts",
      // They read them.
      "packages/core/src/config/schema.ts",
      "packages/core/src/config/subscriptions.ts",
    ]);
    expect(await wrongIn("stacks/tsconfig.json")).toContain("stacks/deliveries.ts");
    change((file) => !file.endsWith("/domain/subscription.ts"));
    expect(await wrongIn("tsconfig.json")).toEqual([]);
    expect(await wrongIn("stacks/tsconfig.json")).toEqual([]);
  });

  test("delivers a message as a card, and says when to come again", async () => {
    const posted: unknown[] = [];
    const server = createServer(async (request, response) => {
      posted.push(await json(request));
      response.writeHead(posted.length === 1 ? 202 : 429, { "retry-after": "7" }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/workflow`;
    const read: string[] = [];
    const given = aGiven((parameter) => {
      read.push(parameter);
      return url;
    });
    const { open }: { open: Open } = await import(pathToFileURL(inCopy("packages/core/src/channels/teams.ts")).href);
    const message = describeEvent(started, { team: payments, service: checkout, region: "eu-west-2" }) as Message;
    const about = { event: started.type, eventId: "1" };
    // That there is such a kind, only the copy knows.
    const to = { channel: "webhook", to: "payments" } as const;
    const telling = { event: started, message, about, to, team: payments, order: [], families: [] };
    const channel = open(given);
    await channel.deliver(telling);
    await expect(channel.deliver(telling)).rejects.toMatchObject({ message: "Teams answers 429", retryAfter: 7 });
    server.close();
    expect(read).toEqual(["/TEAMS_URLS/payments", "/TEAMS_URLS/payments"]);
    expect(posted[0]).toMatchObject({
      type: "message",
      attachments: [
        {
          contentType: "application/vnd.microsoft.card.adaptive",
          content: { type: "AdaptiveCard", body: expect.arrayContaining([expect.anything()]) },
        },
      ],
    });
    expect(JSON.stringify(posted[0])).toContain(message.headline);
  });
});
