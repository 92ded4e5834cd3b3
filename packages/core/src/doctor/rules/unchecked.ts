import type { Rule } from "../rule.ts";

/** What could not be looked up: silence about it means nothing. */
export const unchecked: Rule = (facts) =>
  facts.unchecked.map(({ what, reason, action }) => ({
    severity: "warning" as const,
    about: {},
    what: `${what} could not be looked up: ${reason}`,
    why: "whatever is wrong there is not told here",
    remedy: `run it with credentials that may call ${action}`,
  }));
