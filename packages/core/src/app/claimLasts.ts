import { Temporal } from "../domain/temporal.ts";

/**
 * For how long somebody who sends has it to themselves. Longer than a function runs that claims (a minute at the most),
 * shorter than a queue hides its message (two minutes at the least): who finds a claim comes back to its end.
 */
export const claimLasts = Temporal.Duration.from({ seconds: 90 });
