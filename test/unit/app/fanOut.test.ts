import { memoryPorts } from "@ami-refresh/core/adapters/memory/ports.ts";
import { granted, wanted } from "@ami-refresh/core/docs/events/examples.ts";
import type { Policy } from "@ami-refresh/core/domain/policy.ts";
import { expect, test } from "vitest";
import { aService } from "../../support/policy.ts";
import { tell } from "../../support/telling.ts";
import { policy, started } from "../notify/events.ts";

const asking: Policy = {
  ...policy,
  teams: {
    payments: { name: "payments", timezone: "UTC", email: ["payments@example.com"] },
    security: { name: "security", timezone: "UTC", email: ["security@example.com", "payments@example.com"] },
    media: { name: "media", timezone: "UTC", email: ["media@example.com"] },
  },
  services: { checkout: aService({ production: { approval: { teams: ["payments", "security"] } } }) },
};
const ports = () => memoryPorts("2026-11-25T09:40:00Z");

test("who may approve is asked, whosever the service is, and hears the answer; an address of two teams once", async () => {
  for (const event of [wanted, granted]) {
    const to = ports();
    await tell(to, asking, event);
    expect(to.mail.messages.map((message) => message.to)).toEqual(["payments@example.com", "security@example.com"]);
    expect(to.mail.messages[1]?.text).toContain(
      "For team security, which may approve it; checkout belongs to payments.",
    );
  }
});

test("what is no approval concerns the service's team alone", async () => {
  const to = ports();
  await tell(to, asking, started);
  expect(to.mail.messages.map((message) => message.to)).toEqual(["payments@example.com"]);
});

test("a team that cannot be told holds up no other, and is named", async () => {
  const to = ports();
  const mail = {
    ...to.mail,
    send: async (message: Parameters<typeof to.mail.send>[0]) => {
      if (message.to === "payments@example.com") throw new Error("mailbox full");
      await to.mail.send(message);
    },
  };
  await expect(tell({ ...to, mail }, asking, wanted)).rejects.toThrow(
    /did not reach payments@example\.com of the team payments/,
  );
  expect(to.mail.messages.map((message) => message.to)).toEqual(["security@example.com"]);
});
