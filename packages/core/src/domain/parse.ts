import * as z from "./zod.ts";

/** Something that came in and is not what it should be. Its message is the reason in the log and the dead-letter queue. */
export class Malformed extends Error {
  constructor(what: string, error: z.core.$ZodError) {
    super(`this is no ${what}: ${z.prettifyError(error).replace(/\s*\n\s*/g, " ")}`);
    this.name = "Malformed";
  }
}

/** @throws Malformed, saying where what was expected. `what` names it for people. */
export function parse<Schema extends z.ZodMiniType>(schema: Schema, input: unknown, what: string): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new Malformed(what, result.error);
}
