import { expect, test } from "vitest";
import { commandLine } from "../support/commandLine.ts";
import { thumbnailsFleet } from "../support/fleets.ts";
import { aRegion, linkIn, type TestRegion } from "../support/region.ts";

const say = commandLine();

const publish = (region: TestRegion, day: number) =>
  region.register(`base-al2023-arm64-2026.11.${day}`, { architecture: "arm64" });

const mailsTo = (region: TestRegion, address: string) =>
  region.services.mail.filter(({ to }) => to.includes(address)).map(({ subject }) => subject);

const post = async (link: string, form: Record<string, string>) => {
  const response = await fetch(link, { method: "POST", body: new URLSearchParams(form) });
  return { status: response.status, text: await response.text() };
};

test("given somebody who wants to hear of a service, when they have confirmed, then they are told, until they unsubscribe with one click", async () => {
  const region = await aRegion({ fleet: thumbnailsFleet() });
  const ana = "ana@example.com";
  const wish = ["--email", ana, "--services", "thumbnails", "--events", "step.succeeded", "--by", "ben"];
  const asked = await say(region, "subscribe", ...wish);
  expect(asked).toMatchObject({ code: 0, err: "" });
  expect(asked.out).toContain("ana@example.com gets a mail with a link");

  // Nothing is told, and no program that follows the link can confirm it.
  publish(region, 23);
  await region.settle();
  expect(mailsTo(region, ana)).toEqual(["Confirm that you want to hear of refreshes"]);
  const [, link = ""] =
    /Confirm: (\S+)/.exec(region.services.mail.find(({ to }) => to.includes(ana))?.text ?? "") ?? [];
  const page = await fetch(link);
  expect(page.status).toBe(200);
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(await page.text()).toContain("Subscribe ana@example.com?");
  expect((await say(region, "subscriptions")).out).toContain("not confirmed yet");

  expect((await post(link, { do: "confirm" })).text).toContain("ana@example.com is subscribed");
  expect((await say(region, "subscribe", "--email", "ben@example.com")).code).toBe(0);
  publish(region, 24);
  await region.settle();
  expect(mailsTo(region, ana).slice(1)).toHaveLength(3);
  for (const subject of mailsTo(region, ana).slice(1)) expect(subject).toContain("is refreshed");

  const last = region.services.mail.findLast(({ to }) => to.includes(ana));
  const headers = Object.fromEntries((last?.headers ?? []).map(({ name, value }) => [name, value]));
  expect(headers["List-Unsubscribe-Post"]).toBe("List-Unsubscribe=One-Click");
  const unsubscribe = /^<(.*)>$/.exec(headers["List-Unsubscribe"] ?? "")?.[1] ?? "";
  expect((await post(unsubscribe, { "List-Unsubscribe": "Never" })).status).toBe(400);
  // As RFC 8058 would have it.
  const body = new FormData();
  body.set("List-Unsubscribe", "One-Click");
  expect((await fetch(unsubscribe, { method: "POST", body })).status).toBe(200);
  publish(region, 25);
  await region.settle();
  expect(mailsTo(region, ana).slice(1)).toHaveLength(3);
  expect((await say(region, "subscriptions", "--silenced")).out).toMatch(
    /^ana@example.com {2}told nothing since \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ: unsubscribed by a link in a mail\n$/,
  );
  expect(region.summary().deadLetters).toEqual({});
  // Nobody has confirmed this one.
  expect((await say(region, "subscriptions")).out).toContain("ben@example.com");
  await region.until(new Date(region.clock.now() + 3 * 24 * 3_600_000).toISOString());
  expect((await say(region, "subscriptions")).out).not.toContain("ben@example.com");
  // That a function has made the secret of the links is no event that anybody would look for.
  expect(region.summary().ignored).toEqual([]);
}, 180_000);

test("given a team's address, when it unsubscribes, then the others are told as ever, and it may be told again", async () => {
  const region = await aRegion({ fleet: thumbnailsFleet() });
  publish(region, 23);
  await region.settle();
  const before = mailsTo(region, "media@example.com").length;
  expect(before).toBeGreaterThan(3);
  for (const _ of ["once", "again"]) await post(linkIn(region), { do: "unsubscribe" });
  await region.settle();
  const toldOfIt = () => region.told("slack").filter((told) => told === "address.unsubscribed").length;
  expect(toldOfIt()).toBe(1);
  const message = region.services.slack.messages().find(({ text }) => text.includes("was unsubscribed"));
  expect(JSON.stringify(message?.blocks)).toContain("ami-refresh hear --email media@example.com");
  const slack = region.told("slack").length;
  publish(region, 24);
  await region.settle();
  expect(mailsTo(region, "media@example.com")).toHaveLength(before);
  expect(region.told("slack").length).toBeGreaterThan(slack);

  const again = await say(region, "hear", "--email", "media@example.com");
  expect(again).toMatchObject({ code: 0, out: "media@example.com is told again.\n" });
  expect((await say(region, "hear", "--email", "media@example.com")).code).toBe(1);
  publish(region, 25);
  await region.settle();
  const after = mailsTo(region, "media@example.com").length;
  expect(after).toBeGreaterThan(before);

  expect((await say(region, "unsubscribe", "--email", "media@example.com", "--by", "ben")).code).toBe(0);
  await region.settle();
  expect(toldOfIt()).toBe(2);
  expect(mailsTo(region, "media@example.com")).toHaveLength(after);
  expect((await say(region, "subscriptions", "--silenced")).out).toMatch(/: unsubscribed by ben \(cli\)\n$/);
  const last = await say(region, "unsubscribe", "--slack", "#media");
  expect(last.out).toContain("To have it told again: ami-refresh hear --slack '#media'\n");
  expect(last.out).toContain("The team media is told nothing any more: it has no other address.");
  expect((await say(region, "doctor")).out).toContain("unheard-team");
  expect((await say(region, "doctor", "--stage", "undeployed")).out).not.toContain("unheard-team");
}, 180_000);

test("given a team's list whose reader has chosen failures only, when images are rolled out, then it is told of failures only, until that is undone", async () => {
  const region = await aRegion({ fleet: thumbnailsFleet() });
  publish(region, 23);
  await region.settle();
  const list = "media@example.com";
  const page = await post(linkIn(region), { do: "choose", severity: "failure", digest: "configured" });
  expect(page.text).toContain("Failures of the services of media");
  await region.settle();
  const toldOfIt = () => region.told("slack").filter((told) => told === "address.changed").length;
  expect(toldOfIt()).toBe(1);
  expect((await say(region, "subscriptions")).out).toMatch(
    /^media@example\.com {2}Failures of the services of media: .* \(team media; chosen by a link in a mail at .*: failures only\)$/m,
  );
  const before = mailsTo(region, list).length;
  publish(region, 24);
  await region.settle();
  expect(mailsTo(region, list)).toHaveLength(before);
  region.register("base-al2023-arm64-2026.11.25", {
    architecture: "arm64",
    tags: { "ami-refresh:local": "fails-to-launch" },
  });
  await region.settle();
  const failures = mailsTo(region, list).slice(before);
  expect(failures.length).toBeGreaterThan(0);
  for (const subject of failures) expect(subject).toContain("failed");

  expect((await say(region, "hear", "--email", list)).out).toBe(
    "media@example.com is told what the configuration says, and nothing else is chosen for it.\n",
  );
  expect(toldOfIt()).toBe(2);
  publish(region, 26);
  await region.settle();
  expect(mailsTo(region, list).length).toBeGreaterThan(before + failures.length + 3);
}, 180_000);

test("what is wrong is said at once, and nothing is kept", async () => {
  const region = await aRegion({ fleet: thumbnailsFleet() });
  const wrong = await say(region, "subscribe", "--slack", "#media", "--services", "thumbnail", "--digest", "weekly");
  expect(wrong.code).toBe(64);
  expect(wrong.err).toBe(
    "there is no service `thumbnail`: did you mean `thumbnails`?\n`weekly` is not understood: say immediately, hourly or a time such as `daily 09:00`\n",
  );
  expect((await say(region, "unsubscribe", "--email", "nobody@example.com")).err).toBe(
    "nothing was changed: nothing is sent to nobody@example.com\n",
  );
  expect((await say(region, "subscribe")).err).toContain("subscribe takes an address");
  const json = await say(region, "subscriptions", "--json");
  expect(JSON.parse(json.out)).toMatchObject({ ok: true, stage: "local", own: [], silenced: [] });
});
