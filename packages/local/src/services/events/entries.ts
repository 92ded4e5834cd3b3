import { AwsError } from "../../endpoint/operations.ts";
import { isObject, type JsonObject } from "../../matching/json.ts";
import type { EventContent } from "./event.ts";

/** One entry of PutEvents, as the wire gives it. */
export interface Entry {
  readonly Time?: Date | undefined;
  readonly Source?: string | undefined;
  readonly Resources?: readonly string[] | undefined;
  readonly DetailType?: string | undefined;
  readonly Detail?: string | undefined;
  readonly EventBusName?: string | undefined;
}

export type Refusal = { readonly ErrorCode: string; readonly ErrorMessage: string };

/** 1 MB (https://aws.amazon.com/blogs/compute/more-room-to-build-serverless-services-now-support-payloads-up-to-1-mb). */
const largest = 1_048_576;

/**
 * What speaks against the request as a whole.
 * @throws AwsError ValidationException
 */
export function checkEntries(entries: readonly Entry[]): void {
  if (entries.length === 0 || entries.length > 10) {
    throw new AwsError(
      "ValidationException",
      `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length ${entries.length === 0 ? "greater than or equal to 1" : "less than or equal to 10"}`,
    );
  }
  if (entries.reduce((sum, entry) => sum + sizeOf(entry), 0) >= largest) {
    throw new AwsError("ValidationException", "Total size of the entries in the request is over the limit.");
  }
}

/** The event of an entry, or why it is none: an entry that fails spoils no other. */
export function read(entry: Entry): EventContent | Refusal {
  const { Source = "", DetailType = "", Detail = "", Resources = [], Time } = entry;
  for (const [name, value] of Object.entries({ Source, DetailType, Detail })) {
    if (value === "") {
      const reason = `Parameter ${name} is not valid. Reason: ${name} is a required argument.`;
      return { ErrorCode: "InvalidArgument", ErrorMessage: reason };
    }
  }
  // Only AWS's own services speak for AWS (https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html).
  if (Source.startsWith("aws.")) {
    return { ErrorCode: "NotAuthorizedForSourceException", ErrorMessage: "Not authorized for the source." };
  }
  const detail = objectIn(Detail);
  if (!detail) return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
  return { source: Source, detailType: DetailType, resources: Resources, detail, ...(Time && { at: Time.getTime() }) };
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html#eb-putevent-size */
const sizeOf = ({ Time, Source = "", DetailType = "", Detail = "", Resources = [] }: Entry): number =>
  (Time ? 14 : 0) + [Source, DetailType, Detail, ...Resources].reduce((sum, text) => sum + Buffer.byteLength(text), 0);

function objectIn(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
