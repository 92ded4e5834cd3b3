import { memoryPorts } from "@ami-refresh/core/adapters/memory/ports.ts";
import { decodeEvent } from "@ami-refresh/core/app/decodeEvent.ts";
import type { Policy } from "@ami-refresh/core/domain/policy.ts";
import { nobody } from "@ami-refresh/core/domain/subscription/kept.ts";
import type { DomainEvent } from "@ami-refresh/core/events.ts";
import { expect, test } from "vitest";
import { at } from "../../support/policy.ts";
import { audit } from "../../support/readers.ts";
import { enveloped, tell } from "../../support/telling.ts";
import { everyKind, failed, payments, planned, policy, started, superseded } from "../notify/events.ts";

const ports = () => memoryPorts("2026-11-24T09:20:00Z");
/** What a channel is told, without the messages above the threads. */
const repliesIn = ({ chat }: ReturnType<typeof ports>) =>
  chat.messages.filter(({ threadTs }) => threadTs !== undefined);

const rejected: DomainEvent = {
  type: "image.rejected",
  detail: {
    id: "rejected/ami-1/owner",
    at: at("2026-11-24T09:20:00Z"),
    imageId: "ami-1",
    rule: "owner",
    reason: "a stranger's",
  },
};

test("a team hears in its channel and at each of its addresses, with what it is about", async () => {
  const to = ports();
  await tell(to, policy, started);
  const about = { event: "step.started", service: "checkout", environment: "production", eventId: started.detail.id };
  expect(repliesIn(to)).toMatchObject([{ channel: "#payments", about }]);
  expect(to.mail.messages).toMatchObject([
    { to: "payments@example.com", about },
    { to: "oncall@example.com", about },
  ]);
});

test("what concerns no single environment names none", async () => {
  const to = ports();
  await tell(to, policy, planned);
  expect(repliesIn(to)[0]?.about).toEqual({
    event: "rollout.planned",
    service: "checkout",
    eventId: planned.detail.id,
  });
});

test("a repeated event is told once", async () => {
  const to = ports();
  await tell(to, policy, failed);
  await tell(to, policy, failed);
  expect(repliesIn(to)).toHaveLength(1);
  expect(to.mail.messages).toHaveLength(2);
});

test("what is on its way to an address for which failures only are chosen meanwhile is told there if it is one", async () => {
  const address = { channel: "email", to: "oncall@example.com" } as const;
  const choice = { address, severity: "failure", at: at("2026-11-24T09:20:00Z"), by: "a link in a mail" } as const;
  for (const [event, count] of [
    [started, 1],
    [failed, 2],
  ] as const) {
    const to = ports();
    await to.readers.choose(choice, audit("chosen"));
    // Nothing was chosen when it was put into the queue.
    await tell({ ...to, readers: { ...to.readers, read: async () => nobody } }, policy, event);
    expect(to.mail.messages).toHaveLength(count);
  }
});

test("a channel that fails holds up no other, and is all that is tried again", async () => {
  const to = ports();
  const broken = { ...to, chat: { ...to.chat, post: async () => Promise.reject(new Error("channel_not_found")) } };
  await expect(tell(broken, policy, failed)).rejects.toThrow(
    /did not reach #payments of the team payments by slack \(channel_not_found\)/,
  );
  expect(to.mail.messages).toHaveLength(2);

  await tell(to, policy, failed);
  expect(repliesIn(to)).toHaveLength(1);
  expect(to.mail.messages).toHaveLength(2);
});

test("an event that comes twice at the same time is told once; who comes second has to ask again", async () => {
  const to = ports();
  const outcomes = await Promise.allSettled([tell(to, policy, failed), tell(to, policy, failed)]);
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  expect(repliesIn(to)).toHaveLength(1);
  expect(to.mail.messages).toHaveLength(2);

  to.clock.advance({ minutes: 6 });
  await tell(to, policy, failed);
  expect(repliesIn(to)).toHaveLength(1);
});

test("an error names the address, the channel and the cause", async () => {
  const to = ports();
  const cause = new Error("throttled");
  const broken = { ...to, mail: { send: async () => Promise.reject(cause) } };
  await expect(tell(broken, policy, failed)).rejects.toMatchObject({
    message: expect.stringMatching(/payments@example\.com .* by email \(throttled\).*oncall@example\.com/),
    errors: [{ cause }, { cause }],
  });
  expect(repliesIn(to)).toHaveLength(1);
});

test("a message that could not be noted as sent is an error, not a silence", async () => {
  const to = ports();
  const forgetful = { ...to, sent: { ...to.sent, mark: async () => Promise.reject(new Error("no table")) } };
  await expect(tell(forgetful, policy, failed)).rejects.toThrow("no table");
});

test.each<[string, Policy, DomainEvent]>([
  ["the team payments is not in the configuration", { ...policy, teams: {} }, failed],
  ["ami-1 has the name of no family: it concerns no team", policy, rejected],
  [
    "it concerns no service",
    policy,
    { ...rejected, detail: { ...rejected.detail, name: "base-1", family: "nobody-runs-it" } },
  ],
  [
    "the team payments has no channel for it",
    { ...policy, teams: { payments: { name: "payments", timezone: "UTC", email: payments.email } } },
    { ...superseded, detail: { ...superseded.detail, environment: "staging" } },
  ],
])("nobody is told, and the log says why: %s", async (reason, configuration, event) => {
  const to = ports();
  await tell(to, configuration, event);
  expect(to.chat.messages).toEqual([]);
  expect(to.mail.messages).toEqual([]);
  expect(to.log.lines).toMatchObject([
    { message: `not told: ${reason}`, fields: { event: event.detail.id, untold: reason } },
  ]);
});

test.each([...Object.values(everyKind), rejected].map((event) => [event.type, event] as const))(
  "%s is read from the event that EventBridge delivers",
  (_, event) => {
    expect(decodeEvent(enveloped(event))).toEqual(event);
  },
);

test.each([
  [
    { ...Object(enveloped(failed)), "detail-type": "step.exploded" },
    /unknown detail-type "step\.exploded"; known are rollout\.planned/,
  ],
  [{ ...Object(enveloped(failed)), source: "aws.ec2" }, /no event of ami-refresh/],
  [{ ...Object(enveloped(failed)), detail: { id: 7 } }, /detail of step\.failed is malformed/],
  ["not an object", /no event of ami-refresh/],
  [undefined, /no event of ami-refresh/],
])("what is no event of ours is refused with words: %j", (envelope: unknown, words) => {
  expect(() => decodeEvent(envelope)).toThrow(words);
});
