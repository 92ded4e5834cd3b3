import { memoryPorts } from "@ami-refresh/core/adapters/memory/ports.ts";
import { askToConfirm } from "@ami-refresh/core/app/askToConfirm.ts";
import { Confirmation } from "@ami-refresh/core/domain/subscription/confirmation.ts";
import * as z from "@ami-refresh/core/domain/zod.ts";
import { expect, test } from "vitest";
import { aKept, audit } from "../../support/readers.ts";
import { policy } from "../notify/events.ts";

const pending = aKept({ status: "pending" });
const body = JSON.parse(JSON.stringify(z.encode(Confirmation, { kind: "confirm", subscription: pending })));

async function aDesk() {
  const ports = memoryPorts("2026-11-24T10:00:00Z");
  await ports.readers.save(pending, audit("subscribed"));
  const asked = async () => {
    await askToConfirm(ports, policy, body);
    return ports.mail.messages.map(({ to }) => to);
  };
  return { ...ports, asked };
}

test("an address is asked once, however often the question comes", async () => {
  const { asked } = await aDesk();
  expect(await asked()).toEqual(["ana@example.com"]);
  expect(await asked()).toEqual(["ana@example.com"]);
});

test("the question can be unsubscribed with one click, as every mail can", async () => {
  const { asked, mail, links } = await aDesk();
  await asked();
  const ticket = await links.read(new URL(mail.messages[0]?.unsubscribe ?? "").searchParams.get("t") ?? "");
  expect(ticket).toMatchObject({ for: "reader", address: { channel: "email", to: "ana@example.com" } });
});

test.each(["ended", "active"] as const)("what is %s by now is not asked about, and the log says so", async (status) => {
  const { asked, readers, log } = await aDesk();
  await readers.save({ ...pending, status }, audit("ended"));
  expect(await asked()).toEqual([]);
  expect(log.lines).toMatchObject([{ message: expect.stringContaining("does not wait for an answer any more") }]);
});

test("nor is what nobody could confirm any more", async () => {
  const { asked, clock } = await aDesk();
  clock.advance({ hours: 72 });
  expect(await asked()).toEqual([]);
});
