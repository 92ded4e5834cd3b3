import { type SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import type { Mail } from "../../ports.ts";
import { tagsOf } from "./mailTags.ts";

/**
 * Mail by SES. `sender`: an address, or a name with an address in angle brackets. SES makes the headers from fields of
 * their own, and none of the fields may hold a line break, so no text can add a header.
 */
export function sesMail(client: Pick<SESv2Client, "send">, sender: string): Mail {
  return {
    async send({ to, subject, html, text, about }) {
      await client.send(
        new SendEmailCommand({
          FromEmailAddress: sender,
          Destination: { ToAddresses: [oneAddress(to)] },
          Content: {
            Simple: {
              Subject: { Data: oneLine(subject), Charset: "UTF-8" },
              Body: { Html: { Data: html, Charset: "UTF-8" }, Text: { Data: text, Charset: "UTF-8" } },
            },
          },
          EmailTags: tagsOf(about),
        }),
      );
    },
  };
}

function oneAddress(address: string): string {
  if (/^[^\s,;:<>"()[\]]+@[^\s,;:<>"()[\]@]+$/.test(address)) return address;
  throw new Error(
    `${JSON.stringify(address)} is not one email address: mend the team's \`email\` in the configuration`,
  );
}

const oneLine = (text: string) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
