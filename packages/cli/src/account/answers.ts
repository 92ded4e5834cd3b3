import { codeOf } from "@ami-refresh/core/adapters/aws/errors.ts";
import { Unanswered } from "@ami-refresh/core/app/doctor/ports.ts";

/** Nobody answers, or nobody knows us. The message says what to do. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}

/**
 * Tells AWS's own no from not having reached it.
 * @throws Unanswered for the first: `action` is the IAM action that it takes
 * @throws Unreachable for the second
 */
export async function asking<T>(action: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined || !(error instanceof Error)) throw unreachable(error);
    throw new Unanswered(action, `${error.message || code} (${code})`, { cause: error });
  }
}

export function unreachable(error: unknown): Unreachable {
  const reason = reasonOf(error);
  const remedy = remedies.find(([pattern]) => pattern.test(reason))?.[1];
  return new Unreachable(`the account cannot be reached: ${reason}${remedy ? `. ${remedy}` : ""}`, { cause: error });
}

/** A connection that failed on every address says so in its parts only. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && !error.message) return error.errors.map(reasonOf).join("; ");
  if (!(error instanceof Error)) return String(error);
  const code = codeOf(error);
  return code ? `${error.message} (${code})` : error.message || error.name;
}

const remedies: readonly (readonly [RegExp, string])[] = [
  [/ECONNREFUSED/, "Start the local region with `npm start`, or give the right --endpoint"],
  [/[Rr]egion is missing/, "Give --region, or set AWS_REGION"],
  [
    /credential|SSO|InvalidClientTokenId|UnrecognizedClient|ExpiredToken|AccessDenied/i,
    "Sign in (`aws sso login`), set AWS_PROFILE, or give --endpoint http://127.0.0.1:4566 for the local region",
  ],
  [/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|timed? ?out/i, "Look at the network, the --region and the --endpoint"],
];
