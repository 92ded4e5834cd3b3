import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { run } from "@ami-refresh/cli/run.ts";
import { afterAll, describe, expect, test } from "vitest";
import { at } from "../../support/policy.ts";
import { aConfiguration } from "../config/sketch.ts";

const folder = mkdtempSync(path.join(tmpdir(), "ami-refresh-cli-"));
afterAll(() => rmSync(folder, { recursive: true }));

let count = 0;
function fileWith(sections: Readonly<Record<string, string>>): string {
  const file = path.join(folder, `${count++}.yaml`);
  writeFileSync(file, aConfiguration(sections));
  return file;
}

async function ask(args: readonly string[], colour = false) {
  const said = { out: "", err: "" };
  const code = await run(args, {
    out: (text) => (said.out += text),
    err: (text) => (said.err += text),
    now: () => at("2026-11-25T08:00:00Z"),
    env: {},
    colour,
  });
  return { code, ...said };
}

const calm = {
  timezone: "Europe/London",
  environments: '{ development: {}, production: { delay: 1d, window: "Tue-Thu 10:00-16:00" } }',
  freezes: "[{ from: 2026-11-26, to: 2026-12-01, environments: [production], reason: Sales }]",
};

describe("plan", () => {
  test("says when each environment starts and what it waits for until when, the last wait last", async () => {
    const { code, out, err } = await ask(["plan", "--config", fileWith(calm)]);
    expect(err).toBe("");
    expect(code).toBe(0);
    expect(out).toBe(`If an image were published on Wed 25 Nov 08:00 (Europe/London):

checkout (payments; base; Europe/London)
  development  Wed 25 Nov 08:00                          at once
  production   Wed 2 Dec 10:00                           development has to succeed with this image first
                                 until Thu 26 Nov 08:00  production takes images 1d after publication
                                 until Wed 2 Dec 00:00   frozen: Sales
                                 until Wed 2 Dec 10:00   the window is Tue-Thu 10:00-16:00 (Europe/London)
`);
  });

  test("is asked for another time, and for one service in its own zone", async () => {
    const services =
      "{ checkout: { team: payments, image: base }, search: { team: payments, image: base, timezone: America/New_York } }";
    const file = fileWith({ ...calm, services });
    const { out } = await ask(["plan", "--config", file, "--service", "search", "--at", "2027-03-11T20:00Z"]);
    expect(out).not.toContain("checkout");
    expect(out).toContain("search (payments; base; America/New_York)");
    expect(out).toContain("development  Thu 11 Mar 15:00");
    expect(out).toContain("production   Tue 16 Mar 10:00");
  });

  test("names the year where it is another", async () => {
    expect((await ask(["plan", "--config", fileWith(calm), "--at", "2026-12-31T20:00Z"])).out).toContain(
      "Tue 5 Jan 2027 10:00",
    );
  });

  test("as JSON gives exact instants", async () => {
    const { code, out } = await ask(["plan", "--json", "--config", fileWith(calm)]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      publishedAt: "2026-11-25T08:00:00Z",
      services: [
        {
          service: "checkout",
          team: "payments",
          families: ["base"],
          timezone: "Europe/London",
          steps: [
            { environment: "development", dueAt: "2026-11-25T08:00:00Z", waits: [] },
            {
              environment: "production",
              dueAt: "2026-12-02T10:00:00Z",
              waits: expect.arrayContaining([
                { gate: "freeze", reason: "frozen: Sales", until: "2026-12-02T00:00:00Z" },
              ]),
            },
          ],
        },
      ],
    });
  });

  test("of an unknown service suggests the one that was meant", async () => {
    const { code, err, out } = await ask(["plan", "--config", fileWith(calm), "--service", "chekout"]);
    expect([code, out]).toEqual([64, ""]);
    expect(err).toMatch(/--service: there is no service `chekout`: did you mean `checkout`\?\n$/);
  });

  test("is in colour only where a terminal shows it", async () => {
    const file = fileWith(calm);
    expect((await ask(["plan", "--config", file])).out).not.toContain("\u001b[");
    expect((await ask(["plan", "--config", file], true)).out).toContain("\u001b[1mcheckout\u001b[22m");
  });
});

describe("check", () => {
  test("says what it found", async () => {
    const file = fileWith({ teams: '{ payments: { slack: "#payments" } }' });
    const { code, out } = await ask(["check", "--config", file]);
    expect(code).toBe(0);
    expect(out).toContain(`${file}: no problems`);
    expect(out).toContain("  base: base-* of self\n");
    expect(out).toContain("  development\n  production\n");
    expect(out).toContain("  payments: #payments\n");
    expect(out).toContain("  checkout (payments): base in development, production\n");
    expect(out).not.toContain("Remarks");
  });

  test("remarks on what is allowed, but perhaps not meant", async () => {
    const file = fileWith({
      images: "{ base: { owners: self, name: b }, unused: { owners: self, name: u } }",
      teams: "{ payments: {}, idle: { email: idle@example.com } }",
    });
    expect(JSON.parse((await ask(["check", "--json", "--config", file])).out).remarks).toEqual([
      "no service runs images of unused",
      "the team payments gets no messages",
      "the team idle wants mail: add `email: { from: … }` before deploying",
      "the team idle has no service",
    ]);
  });

  test("remarks on families of a service of which one image may be", async () => {
    const remarksOn = async (images: string, followed: string) => {
      const services = `{ checkout: { team: payments, image: [${followed}] } }`;
      const file = fileWith({ images, services, teams: '{ payments: { slack: "#payments" } }' });
      return JSON.parse((await ask(["check", "--json", "--config", file])).out).remarks;
    };
    const images =
      '{ a: { owners: self, name: "b-*" }, b: { owners: self, name: "b-arm-*" }, c: { owners: self, name: "c-*" } }';
    expect(await remarksOn(images, "a, b, c")).toEqual([
      "checkout follows a and b, and an image may be of both: it comes to checkout twice, and groups on images of either are taken to those of the other",
    ]);
    expect(await remarksOn(images, "b, c")).toEqual(["no service runs images of a"]);
  });

  test("tells every problem on stderr and exits 64", async () => {
    const file = fileWith({ timezone: "London", defaults: "{ windw: 1 }" });
    const { code, out, err } = await ask(["check", "--config", file]);
    expect([code, out]).toEqual([64, ""]);
    expect(err.trim().split("\n")).toEqual([
      `${file}:5:11 timezone: there is no time zone "London": did you mean \`Europe/London\`?`,
      `${file}:6:13 defaults.windw: unknown key \`windw\`: did you mean \`window\`?`,
    ]);
  });

  test("as JSON tells the problems on stdout", async () => {
    const { code, out, err } = await ask(["check", "--json", "--config", path.join(folder, "missing.yaml")]);
    expect([code, err]).toEqual([64, ""]);
    expect(JSON.parse(out)).toMatchObject({ ok: false, problems: [{ path: "", message: "there is no such file" }] });
  });
});

describe("wrong options", () => {
  test("are all told at once, with where the usage is, and exit 64", async () => {
    const { code, out, err } = await ask(["plan", "--confg", "x", "--json=yes", "--at", "tomorrow", "--service"]);
    expect([code, out]).toEqual([64, ""]);
    expect(err.split("\n")).toEqual([
      "unknown option --confg: did you mean --config?",
      "--json takes no value",
      "--service needs a value",
      "--at tomorrow: expected a time such as 2026-11-23T09:00Z",
      "npm run ami-refresh -- --help says what there is",
      "",
    ]);
  });

  test.each([
    [[], "no command given"],
    [["plna"], "unknown command plna: did you mean `plan`?"],
    [["deploy"], "unknown command deploy"],
    [["check", "plan"], 'unexpected argument "plan"'],
    [["check", "--at", "2026-11-23T09:00Z"], "check takes no --at"],
    [["plan", "--at", "2026-11-23T09:00"], "--at 2026-11-23T09:00: expected a time such as 2026-11-23T09:00Z"],
    [["doctor", "--endpoint", "127.0.0.1"], "--endpoint 127.0.0.1: expected a URL such as http://127.0.0.1:4566"],
    [["doctor", "--region", "London"], "--region London: expected a Region such as eu-west-2"],
    [["doctor", "--stage", "a/b"], "--stage a/b: expected the name of a stage: letters, digits and hyphens"],
    [["doctor", "ami-0abc1234"], 'unexpected argument "ami-0abc1234"'],
    [["publish-image"], "no image given: publish-image takes the id of an AMI"],
    [["publish-image", "base-1"], "base-1: expected the id of an AMI such as ami-0abc1234"],
    [["check", "--force"], "check takes no --force"],
  ])("%o", async (args, complaint) => {
    const { code, err } = await ask(args);
    expect(code).toBe(64);
    expect(err.split("\n")[0]).toBe(complaint);
  });

  test("help is no mistake", async () => {
    for (const args of [["--help"], ["plan", "-h"], ["help"]]) {
      expect(await ask(args)).toMatchObject({ code: 0, err: "", out: expect.stringContaining("Usage: ami-refresh") });
    }
  });
});
