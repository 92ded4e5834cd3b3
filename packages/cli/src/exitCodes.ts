/** Done, and something is to be mended. */
export const findings = 1;
/** EX_USAGE of sysexits.h: the caller has to change something. */
export const wrongUsage = 64;
/** EX_UNAVAILABLE of sysexits.h: the account cannot be reached. */
export const unavailable = 69;
