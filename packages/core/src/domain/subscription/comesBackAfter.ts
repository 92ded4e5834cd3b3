/** Seconds until what was not told is tried the second time: what is out of order for a moment keeps nobody waiting. */
const first = 15;
const longest = 15 * 60;

/**
 * In how many seconds a message comes back that has failed so many times: twice as late each time, or, where a channel has
 * said in how many seconds to try again (`retryAfter`), that much later each time. At most a quarter of an hour.
 */
export const comesBackAfter = (failures: number, retryAfter?: number): number =>
  Math.min(retryAfter === undefined ? first * 2 ** (failures - 1) : retryAfter * failures, longest);
