import { AwsError } from "../../endpoint/operations.ts";

interface Entry {
  readonly Id: string | undefined;
}
interface Failure {
  Id: string;
  SenderFault: boolean;
  Code: string;
  Message: string;
}

/** Does each entry by itself: one that fails spoils no other. Up to ten entries, with distinct ids. */
export function inBatch<E extends Entry, R extends object>(
  entries: readonly E[] | undefined,
  perform: (entry: E) => R,
): { Successful: (R & { Id: string })[]; Failed: Failure[] } {
  if (!entries?.length) {
    throw new AwsError("EmptyBatchRequest", "There should be at least one entry in the request.");
  }
  if (entries.length > 10) {
    throw new AwsError(
      "TooManyEntriesInBatchRequest",
      `Maximum number of entries per request are 10. You have sent ${entries.length}.`,
    );
  }
  for (const { Id = "" } of entries) {
    if (!/^[\w-]{1,80}$/.test(Id)) {
      throw new AwsError(
        "InvalidBatchEntryId",
        "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
      );
    }
  }
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length) {
    throw new AwsError("BatchEntryIdsNotDistinct", "Two or more batch entries in the request have the same Id.");
  }
  const Successful: (R & { Id: string })[] = [];
  const Failed: Failure[] = [];
  for (const entry of entries) {
    const Id = entry.Id ?? "";
    try {
      Successful.push({ ...perform(entry), Id });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({ Id, SenderFault: true, Code: error.code, Message: error.message });
    }
  }
  return { Successful, Failed };
}
