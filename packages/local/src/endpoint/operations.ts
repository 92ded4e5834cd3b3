/** What an operation is told besides its input. */
export interface CallContext {
  readonly region: string;
  readonly accessKeyId: string;
  readonly requestId: string;
  /** `http://127.0.0.1:N` as the caller addressed the endpoint. */
  readonly base: string;
  /** Aborted when the caller has gone. */
  readonly signal?: AbortSignal;
  /**
   * Waits for `promise` without holding the region's clock: a long poll may end with time, so time must go on. Whatever
   * settles the promise holds the clock itself.
   */
  waiting<T>(promise: Promise<T>): Promise<T>;
}

type CommandClass = abstract new (
  ...args: never
) => { resolveMiddleware(...args: never): (args: never) => Promise<{ output: unknown }> };
type InputOf<C> = C extends abstract new (...args: never) => { input: infer I } ? I : never;
type OutputOf<C> = C extends abstract new (
  ...args: never
) => { resolveMiddleware(...args: never): (args: never) => Promise<{ output: infer O }> }
  ? Omit<O, "$metadata">
  : never;

/** `Operations<typeof import("@aws-sdk/client-sqs")>`: any of the service's operations as typed functions. */
export type Operations<Package> = {
  readonly [K in keyof Package as K extends `${infer Name}Command`
    ? Package[K] extends CommandClass
      ? Name
      : never
    : never]?: (
    input: InputOf<Package[K]>,
    context: CallContext,
  ) => OutputOf<Package[K]> | Promise<OutputOf<Package[K]>>;
};

/** An error as the wire tells it: AWS's code, a message, an HTTP status (400 unless told). */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = status;
  }
}
