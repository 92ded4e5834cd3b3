import { Temporal } from "./temporal.ts";
import * as z from "./zod.ts";

/** A time of day: `09:00` outside, a Temporal.PlainTime inside. */
export const plainTime = z.codec(
  z.string().check(z.regex(/^\d{2}:\d{2}(:\d{2})?$/)),
  z.instanceof(Temporal.PlainTime),
  {
    decode: (text) => Temporal.PlainTime.from(text),
    encode: (value) => value.toString({ smallestUnit: "minute" }),
  },
);

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
