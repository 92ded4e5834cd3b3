import type { Kept } from "@ami-refresh/core/domain/subscription/kept.ts";
import { toConfirmationMail } from "@ami-refresh/core/notify/email/confirmation.ts";
import { expect, test } from "vitest";
import { aKept } from "../../support/readers.ts";
import { policyOf } from "../config/sketch.ts";

const policy = policyOf({
  teams: "{ payments: {}, media: {} }",
  services:
    "{ checkout: { team: payments, image: base }, ledger: { team: payments, image: base }, search: { team: media, image: base } }",
});
const mailOf = (filter: Kept["filter"], known = policy) =>
  toConfirmationMail(
    known,
    aKept({ id: "own/email/ana@example.com/1", filter, by: "ben (cli)" }),
    "https://links.example.com/?t=ticket",
  );

test("the mail that asks for a confirmation reads as it did", async () => {
  const { subject, html, text } = mailOf({ services: ["checkout"], severity: "failure" });
  await expect(html).toMatchFileSnapshot("../../golden/confirmation.email.html");
  await expect(`Subject: ${subject}\n\n${text}`).toMatchFileSnapshot("../../golden/confirmation.email.txt");
});

test.each<[Kept["filter"], string]>([
  [{}, "every service of the teams payments and media"],
  [{ services: ["checkout", "ledger"] }, "checkout and ledger of the team payments"],
  [{ services: ["checkout", "ledger", "search"] }, "checkout, ledger and search of the teams payments and media"],
  // It has left the configuration since.
  [{ services: ["carts"] }, "services"],
])("of %o it says whose services they are", (filter, whose) => {
  expect(mailOf(filter).text).toContain(`when instances of ${whose} are refreshed`);
});

test("of many it names some", () => {
  const names = Array.from({ length: 10 }, (_, n) => `s${n}`);
  const services = `{ ${names.map((name) => `${name}: { team: payments, image: base }`).join(", ")} }`;
  const { text } = mailOf({ services: names }, policyOf({ teams: "{ payments: {} }", services }));
  expect(text).toContain("s0, s1, s2, s3, s4, s5, s6, s7 and 2 more of the team payments are refreshed");
});
