import type { Wait } from "./state.ts";

/** What ends first comes first, and last what has no end. */
export const byEnd = (a: Wait, b: Wait): number => endOf(a) - endOf(b);

const endOf = ({ until }: Wait) => until?.epochMilliseconds ?? Number.MAX_SAFE_INTEGER;
