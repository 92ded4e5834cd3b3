import { Temporal } from "./temporal.ts";
import * as z from "./zod.ts";

/** An instant: an ISO 8601 string with offset or Z outside, a Temporal.Instant inside. */
export const instant = z.codec(z.string(), z.instanceof(Temporal.Instant), {
  decode: (text, ctx) => {
    try {
      return Temporal.Instant.from(text);
    } catch {
      ctx.issues.push({
        code: "custom",
        input: text,
        message: "expected an ISO 8601 instant such as 2026-11-24T10:00:00Z",
      });
      return z.NEVER;
    }
  },
  encode: (value) => value.toString(),
});
