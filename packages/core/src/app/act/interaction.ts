import * as z from "../../domain/zod.ts";

const common = {
  /** The same for the same request, however often it comes. */
  id: z.string(),
  /** Slack's id of who it was. */
  user: z.string(),
  /** Where the person is answered. */
  responseUrl: z.string(),
  /** ISO 8601, by Slack's clock. */
  at: z.string(),
  /** Where: Slack's id of the channel, and its name where Slack says it. */
  channel: z.exactOptional(z.object({ id: z.string(), name: z.string() })),
};

/** What a person did in Slack, as it waits to be worked out. */
export const Interaction = z.discriminatedUnion("kind", [
  /** `/ami` and what was written after it. */
  z.object({ kind: z.literal("command"), ...common, text: z.string() }),
  /** A button; `value` is what the message gave it. `ephemeral`: only the person sees that message. */
  z.object({ kind: z.literal("button"), ...common, value: z.string(), ephemeral: z.exactOptional(z.boolean()) }),
]);
export type Interaction = z.infer<typeof Interaction>;
