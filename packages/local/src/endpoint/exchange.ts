/** A request as it came, its body read to the end. */
export interface WireRequest {
  readonly method: string;
  /** Without the query, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** The text of a form: in the body, or in the query of a presigned request. */
export function formText(request: WireRequest): string {
  return request.query.has("Action") ? request.query.toString() : request.body.toString();
}
