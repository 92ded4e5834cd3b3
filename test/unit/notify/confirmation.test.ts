import { toConfirmationMail } from "@ami-refresh/core/notify/email/confirmation.ts";
import { expect, test } from "vitest";
import { aKept } from "../../support/readers.ts";

test("the mail that asks for a confirmation reads as it did", async () => {
  const wish = aKept({
    id: "own/email/ana@example.com/1",
    address: { channel: "email", to: "ana@example.com" },
    filter: { services: ["checkout"], severity: "failure" },
    by: "ben (cli)",
  });
  const { subject, html, text } = toConfirmationMail(wish, "https://links.example.com/?t=ticket");
  await expect(html).toMatchFileSnapshot("../../golden/confirmation.email.html");
  await expect(`Subject: ${subject}\n\n${text}`).toMatchFileSnapshot("../../golden/confirmation.email.txt");
});
