import type { MessageTag } from "@aws-sdk/client-sesv2";
import type { About } from "../../ports.ts";

/**
 * SES takes letters, digits, `_` and `-` in a tag, at most 256 of them, and refuses the mail otherwise
 * (https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_MessageTag.html). Every other byte, and `_` itself, is
 * written as `_` and two hexadecimal digits: `step.started` is `step_2estarted`.
 */
export const tagValue = (text: string): string =>
  text.replace(/[^A-Za-z0-9-]/gu, (character) =>
    [...new TextEncoder().encode(character)].map((byte) => `_${byte.toString(16).padStart(2, "0")}`).join(""),
  );

/** What a tag says; a tag that is not ours is returned as it is. */
export function textOfTag(value: string): string {
  const escaped = value.replace(/_([0-9a-f]{2})/g, "%$1");
  try {
    return escaped.includes("_") ? value : decodeURIComponent(escaped);
  } catch {
    return value;
  }
}

/** What a mail is about, as far as tags may hold it. */
export function tagsOf({ event, service, environment, eventId }: About): MessageTag[] {
  return Object.entries({ event, service, environment, eventId }).flatMap(([Name, text]) => {
    const Value = tagValue(text ?? "");
    return Value.length > 0 && Value.length <= 256 ? [{ Name, Value }] : [];
  });
}
