import * as z from "../../domain/zod.ts";
import { type DomainEvent, domainEvents } from "../../events.ts";

/** A domain event as it travels: instants are strings. */
export interface EncodedEvent {
  readonly type: string;
  readonly detail: unknown;
}

const schemas: ReadonlyMap<string, z.core.$ZodType> = new Map(domainEvents.map(({ name, schema }) => [name, schema]));

export function encodeEvent({ type, detail }: DomainEvent): EncodedEvent {
  return { type, detail: z.encode(schemaOf(type), detail) };
}

/** @throws if there is no event of that type, or its detail is not as it should be. */
export function decodeEvent({ type, detail }: EncodedEvent): DomainEvent {
  return { type, detail: z.decode(schemaOf(type), detail) } as DomainEvent;
}

function schemaOf(type: string): z.core.$ZodType {
  const schema = schemas.get(type);
  if (!schema) throw new Error(`there is no domain event ${type}`);
  return schema;
}
