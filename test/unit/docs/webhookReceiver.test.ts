import { signed } from "@ami-refresh/core/adapters/webhook/sign.ts";
import { describe, expect, it } from "vitest";
import { isGenuine } from "../../../docs/usage/examples/webhookReceiver.ts";

const secretOf = (text: string) => `whsec_${Buffer.from(text.padEnd(24, ".")).toString("base64")}`;
const [secret, next] = [secretOf("one"), secretOf("two")];
const body = '{"type":"step.started"}';
const headers = (secrets = secret) => signed(secrets, { id: "msg_1", timestamp: 1000, body });

describe("the receiver of the documentation", () => {
  it("takes what we sign, also while the secret is replaced", () => {
    expect(isGenuine(secret, headers(), body, 1010)).toBe(true);
    for (const known of [secret, next]) expect(isGenuine(known, headers(`${secret} ${next}`), body, 1010)).toBe(true);
  });

  it.each<[string, boolean]>([
    ["changed", isGenuine(secret, headers(), `${body} `, 1010)],
    ["signed with another secret", isGenuine(next, headers(), body, 1010)],
    ["of another id", isGenuine(secret, { ...headers(), "webhook-id": "msg_2" }, body, 1010)],
    ["old", isGenuine(secret, headers(), body, 1301)],
    ["not signed", isGenuine(secret, {}, body, 1010)],
  ])("refuses what is %s", (_, taken) => expect(taken).toBe(false));
});
