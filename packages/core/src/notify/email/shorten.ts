/** Mail is not cut by Slack's limits, but nobody reads 500 rows, and Gmail hides what is beyond 102 KB. */
const mostRows = 40;

/** The rows to show, and how many are left out: never just one. */
export function shorten<T>(rows: readonly T[]): { readonly shown: readonly T[]; readonly more: number } {
  if (rows.length <= mostRows + 1) return { shown: rows, more: 0 };
  return { shown: rows.slice(0, mostRows), more: rows.length - mostRows };
}
