import * as z from "../domain/zod.ts";
import { type DomainEvent, domainEvents, eventSource } from "../events.ts";

const Envelope = z.object({ source: z.literal(eventSource), "detail-type": z.string(), detail: z.unknown() });

/** The domain event in an EventBridge event, as a rule's target receives it. Throws with words on anything else. */
export function decodeEvent(envelope: unknown): DomainEvent {
  const outer = Envelope.safeParse(envelope);
  if (!outer.success) throw new Error(`this is no event of ${eventSource}: ${z.prettifyError(outer.error)}`);
  const { "detail-type": type, detail } = outer.data;
  const definition = domainEvents.find(({ name }) => name === type);
  if (!definition) {
    throw new Error(
      `unknown detail-type ${JSON.stringify(type)}; known are ${domainEvents.map(({ name }) => name).join(", ")}`,
    );
  }
  const decoded = definition.schema.safeParse(detail);
  if (!decoded.success) throw new Error(`the detail of ${type} is malformed: ${z.prettifyError(decoded.error)}`);
  // The definition's schema goes with its name; the union cannot say so.
  return { type: definition.name, detail: decoded.data } as DomainEvent;
}
