import type { Outcome } from "./protocol.ts";

/** Which messages of a batch are done with; the others come back. */
export interface BatchOutcome {
  readonly failed: ReadonlySet<string>;
  /** Why, if not everything succeeded. */
  readonly reason?: string;
}

/**
 * What became of a batch, by message id. Without partial responses a batch succeeds or fails as a whole; with them a
 * response that cannot be understood, or that names a message which was not in the batch, fails all of it
 * (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html).
 */
export function batchOutcome(outcome: Outcome, ids: readonly string[], partialResponses: boolean): BatchOutcome {
  const everything = (reason: string): BatchOutcome => ({ failed: new Set(ids), reason });
  if (outcome.kind === "failed") return everything(`${outcome.error.errorType}: ${outcome.error.errorMessage}`);
  if (!partialResponses) return { failed: new Set() };
  const failures = failuresIn(outcome.payload);
  if (failures === undefined) return everything(`the response is no SQSBatchResponse: ${outcome.payload}`);
  const stranger = failures.find((id) => !ids.includes(id));
  if (stranger !== undefined) return everything(`the response names "${stranger}", which was not in the batch`);
  if (failures.length === 0) return { failed: new Set() };
  return { failed: new Set(failures), reason: `${failures.length} of ${ids.length} failed` };
}

/** The ids of an SQSBatchResponse; nothing at all is success, anything else is not understood. */
function failuresIn(payload: string): readonly string[] | undefined {
  let response: unknown;
  try {
    response = JSON.parse(payload);
  } catch {
    return undefined;
  }
  if (response === null) return [];
  if (typeof response !== "object") return undefined;
  const { batchItemFailures = null }: { batchItemFailures?: unknown } = response;
  if (batchItemFailures === null) return [];
  if (!Array.isArray(batchItemFailures)) return undefined;
  const ids = batchItemFailures.map((failure: unknown) =>
    typeof failure === "object" && failure !== null && "itemIdentifier" in failure ? failure.itemIdentifier : undefined,
  );
  return ids.every((id) => typeof id === "string") ? ids : undefined;
}
