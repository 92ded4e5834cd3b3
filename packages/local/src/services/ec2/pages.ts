import { AwsError } from "../../endpoint/operations.ts";

export interface Page<T> {
  readonly items: T[];
  readonly nextToken: string | undefined;
}

/**
 * One page of a listing. The token tells where the next page begins; one that was not given out is refused with
 * `code`.
 */
export function page<T>(all: readonly T[], size: number | undefined, token: string | undefined, code: string): Page<T> {
  const start = token === undefined ? 0 : positionOf(token, code);
  const end = size === undefined ? all.length : start + size;
  return { items: all.slice(start, end), nextToken: end < all.length ? tokenFor(end) : undefined };
}

const tokenFor = (position: number) => Buffer.from(`position:${position}`).toString("base64url");

function positionOf(token: string, code: string): number {
  const match = /^position:(\d+)$/.exec(Buffer.from(token, "base64url").toString());
  if (!match) throw new AwsError(code, `The token '${token}' is invalid.`);
  return Number(match[1]);
}
