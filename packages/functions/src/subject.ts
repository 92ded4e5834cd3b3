import type { Command } from "@ami-refresh/core/domain/rollout/messages.ts";
import type { Track } from "@ami-refresh/core/domain/rollout/state.ts";
import * as z from "@ami-refresh/core/domain/zod.ts";

const Subject = z.object({
  service: z.optional(z.string()),
  family: z.optional(z.string()),
  environment: z.optional(z.string()),
  image: z.optional(z.union([z.string(), z.object({ id: z.string(), correlationId: z.optional(z.string()) })])),
  correlationId: z.optional(z.string()),
});
/** A message of a mailbox, an event of the bus, or one on its way to an address: what they are about stands in the same fields. */
const Body = z.union([
  z.pipe(
    z.object({ event: z.object({ detail: Subject }) }),
    z.transform(({ event }) => event.detail),
  ),
  z.pipe(
    z.object({ detail: Subject }),
    z.transform(({ detail }) => detail),
  ),
  Subject,
]);

/** The fields by which a message that failed is found in the log, as far as it can be read. */
export function subjectIn(body: string): Readonly<Record<string, string>> {
  const read = Body.safeParse(parsed(body));
  if (!read.success) return {};
  const { image, ...rest } = read.data;
  const fields = { ...(typeof image === "object" && { correlationId: image.correlationId }), ...rest };
  const known = Object.entries({ ...fields, image: typeof image === "object" ? image.id : image });
  return Object.fromEntries(known.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/** The same fields of a command about a service. */
export function subjectOf(command: Command, { service, family, rollouts }: Track): Readonly<Record<string, string>> {
  if (command.kind === "look-again") return { service, family };
  const { environment, image } = command;
  const correlationId = rollouts.find((rollout) => rollout.image.id === image)?.image.correlationId;
  return { service, family, environment, image, ...(correlationId !== undefined && { correlationId }) };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
