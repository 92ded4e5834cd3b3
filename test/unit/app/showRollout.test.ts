import { signedLinks, signedPageLinks } from "@ami-refresh/core/adapters/aws/links.ts";
import { memoryPorts } from "@ami-refresh/core/adapters/memory/ports.ts";
import { showRollout } from "@ami-refresh/core/app/showRollout.ts";
import { type PageTicket, pageUntil } from "@ami-refresh/core/domain/rollout/pageTicket.ts";
import { toRolloutPage } from "@ami-refresh/core/pages/rolloutPage.ts";
import { beforeEach, describe, expect, test } from "vitest";
import { at } from "../../support/policy.ts";
import { policy } from "../notify/events.ts";
import { scenes } from "../pages/scenes.ts";

const now = "2026-12-01T10:20:00Z";
const url = "https://links.example.com/";
const ticket: PageTicket = {
  ...{ for: "rollout", service: "checkout", family: "base", image: "ami-1" },
  until: at("2027-03-01T00:00:00Z"),
};
const ticketIn = (link: string): string => new URL(link).searchParams.get("t") ?? "";

async function aDesk() {
  const ports = memoryPorts(now);
  await ports.tracks.save({ track: scenes.running.track, pending: { commands: [], events: [] }, version: 0 });
  const pages = signedPageLinks({ url, secret: async () => "of pages", clock: ports.clock });
  const readers = signedLinks({ url, secret: async () => "of readers", clock: ports.clock });
  const desk = { ...ports, pages };
  const look = (text: string, method = "GET", known = policy) => showRollout(desk, known, { method, ticket: text });
  const follow = async (given: PageTicket, method?: string) => look(ticketIn(await pages.to(given)), method);
  return { ...desk, readers, look, follow };
}
let desk: Awaited<ReturnType<typeof aDesk>>;
beforeEach(async () => {
  desk = await aDesk();
});

test("who follows a link sees how the rollout stands now", async () => {
  expect(new URL(await desk.pages.to(ticket)).pathname).toBe("/rollout");
  const page = await desk.follow(ticket);
  expect(page).toMatchObject({ kind: "rollout", rollout: { image: { id: "ami-1" } }, team: { name: "payments" } });
  const { status, html } = toRolloutPage(page);
  expect(status).toBe(200);
  expect(html).toContain("is being refreshed");
  expect(desk.log.lines).toEqual([]);
});

describe("what is not shown:", () => {
  const wrong = async (page: ReturnType<typeof desk.look>) => {
    const shown = await page;
    const { status } = toRolloutPage(shown);
    return shown.kind === "wrong" ? `${shown.why}: ${status}` : shown.kind;
  };

  test.each(["", "x", "e30.e30", "e30.e30.e30"])("a ticket that is none: %s", async (text) => {
    expect(await wrong(desk.look(text))).toBe("forged: 400");
  });

  test("what has no signature: no secret is asked for, which may not be there yet", async () => {
    const secret = () => Promise.reject(new Error("there is none"));
    const pages = signedPageLinks({ url, secret, clock: desk.clock });
    for (const text of ["", "e30", "e30.e30"]) expect(await pages.read(text)).toBe("forged");
  });

  test("one that was changed", async () => {
    const [payload = "", signature] = ticketIn(await desk.pages.to(ticket)).split(".");
    const other = Buffer.from(Buffer.from(payload, "base64url").toString().replace("checkout", "ledger"));
    expect(await wrong(desk.look(`${other.toString("base64url")}.${signature}`))).toBe("forged: 400");
  });

  test("one of readers, whichever secret has signed it", async () => {
    const address = { channel: "email", to: "ana@example.com" } as const;
    const theirs = { for: "reader", address, until: ticket.until } as const;
    expect(await wrong(desk.look(ticketIn(await desk.readers.to(theirs))))).toBe("forged: 400");
    const mixed = signedLinks({ url, secret: async () => "of pages", clock: desk.clock });
    expect(await wrong(desk.look(ticketIn(await mixed.to(theirs))))).toBe("forged: 400");
  });

  test("one whose time is over", async () => {
    expect(await wrong(desk.follow({ ...ticket, until: at(now) }))).toBe("expired: 410");
  });

  test("a rollout that the track has forgotten", async () => {
    expect(await wrong(desk.follow({ ...ticket, image: "ami-9" }))).toBe("forgotten: 410");
    expect(await wrong(desk.follow({ ...ticket, family: "other" }))).toBe("forgotten: 410");
  });

  test("a service that has left the configuration", async () => {
    const text = ticketIn(await desk.pages.to(ticket));
    expect(await wrong(desk.look(text, "GET", { ...policy, services: {} }))).toBe("unconfigured: 410");
  });

  test.each(["POST", "DELETE"])("anything to who sends something: %s", async (method) => {
    expect(await wrong(desk.follow(ticket, method))).toBe("method: 405");
    expect(await wrong(desk.follow(ticket, "HEAD"))).toBe("rollout");
  });

  test("a ticket in the log", async () => {
    await desk.look("secret-looking.ticket");
    expect(JSON.stringify(desk.log.lines)).not.toContain("ticket");
    expect(desk.log.lines).toHaveLength(1);
  });
});

test("a link to a page says nothing of what its holder is told", async () => {
  expect(await desk.readers.read(ticketIn(await desk.pages.to(ticket)))).toBe("forged");
  const mixed = signedLinks({ url, secret: async () => "of pages", clock: desk.clock });
  expect(await mixed.read(ticketIn(await desk.pages.to(ticket)))).toBe("forged");
});

test.each([
  ["2026-11-24T09:00:00Z", "2027-03-01T00:00:00Z"],
  ["2026-12-02T09:00:00Z", "2027-04-01T00:00:00Z"],
  ["2026-12-31T23:59:59Z", "2027-04-01T00:00:00Z"],
])("what is told at %s has a link that works until %s", async (told, until) => {
  expect(pageUntil(at(told))).toEqual(at(until));
  expect(await desk.pages.to({ ...ticket, until: pageUntil(at(told)) })).toBe(
    await desk.pages.to({ ...ticket, until: at(until) }),
  );
});
