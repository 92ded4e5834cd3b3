/**
 * AWS's code of an error, or undefined where it is none of AWS's. The SDK names errors of the API's model after their
 * shape (`InstanceRefreshInProgressFault`) and all others after the code on the wire (`ValidationError`): the suffix is
 * left out.
 */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("$fault" in error)) return undefined;
  return error.name.replace(/(?<=.)(Fault|Exception)$/, "");
}

/** Errors that the caller's request brought about, and which the same request may not meet a minute later. */
const transient: ReadonlySet<string> = new Set([
  // Too fast (https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html).
  "BandwidthLimitExceeded",
  "EC2Throttled",
  "PriorRequestNotComplete",
  "RequestLimitExceeded",
  "RequestThrottled",
  "ResourceContention",
  "SlowDown",
  "Throttled",
  "Throttling",
  "TooManyRequests",
  // The caller's own session or clock (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/CommonErrors.html).
  "AuthFailure",
  "ExpiredToken",
  "IncompleteSignature",
  "InvalidClientTokenId",
  "InvalidSignature",
  "MissingAuthenticationToken",
  "RequestExpired",
  "RequestInTheFuture",
  "RequestTimeTooSkewed",
  "RequestTimeout",
  "SignatureDoesNotMatch",
  "UnrecognizedClient",
]);

/**
 * Why AWS will not do what it was asked for, in its own words, where asking again would not help; undefined where the
 * error is to be thrown: throttling, outages, the network, and whatever is none of AWS's errors.
 */
export function refusalOf(error: unknown): string | undefined {
  const code = codeOf(error);
  if (code === undefined || transient.has(code)) return undefined;
  const { $fault, message, $metadata } = error as Error & {
    readonly $fault: unknown;
    readonly $metadata?: { readonly httpStatusCode?: number };
  };
  if ($fault !== "client" || ($metadata?.httpStatusCode ?? 400) >= 500) return undefined;
  return `${message} (${code})`;
}

const forbidden: ReadonlySet<string | undefined> = new Set(["AccessDenied", "UnauthorizedOperation"]);

/**
 * As refusalOf; where our own role does not allow what was asked for, with what a person can do about it. EC2's word for
 * that carries a code that only its own API reads.
 */
export function refusalWith(remedy: string, error: unknown): string | undefined {
  const reason = refusalOf(error);
  if (reason === undefined || !forbidden.has(codeOf(error))) return reason;
  return `${reason.replace(/\s*Encoded authorization failure message: [\w-]+/, "")}. ${remedy}`;
}
