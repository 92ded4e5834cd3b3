import * as z from "../domain/zod.ts";

const name = z.string();
const scope = { service: z.optional(name), environment: z.optional(name), reason: z.optional(name) };
/** What somebody in Slack wants changed; a reason is the comment of an answer. */
export const Asked = z.discriminatedUnion("verb", [
  z.object({
    verb: z.enum(["approve", "decline"]),
    service: name,
    environment: name,
    image: z.optional(name),
    reason: z.optional(name),
  }),
  z.object({ verb: z.literal("resume"), ...scope }),
  /** `until`, `for`: as it was written. */
  z.object({ verb: z.literal("pause"), ...scope, until: z.optional(name), for: z.optional(name) }),
  z.object({
    verb: z.enum(["cancel", "roll-back"]),
    service: name,
    environment: name,
    image: name,
    reason: name,
    /** When the person was asked whether they mean it: ISO 8601. */
    asked: z.iso.datetime(),
  }),
]);
export type Asked = z.infer<typeof Asked>;

/** What a button asks for is its value; undefined: it is none of ours, or not of today. */
export function readButton(value: string): Asked | undefined {
  try {
    return Asked.safeParse(JSON.parse(value)).data;
  } catch {
    return undefined;
  }
}

/** What a button is given as its value; Slack gives it back as it is. */
export const writeButton = (asked: Asked): string => JSON.stringify(asked);
