/** What passes between the host and a worker. Times are real milliseconds since the epoch. */

export interface Task {
  readonly bundle: string;
  /** The name of the handler's export. */
  readonly export: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryMb: number;
  /** The region's clock, as `sharedNow` reads it. */
  readonly time: SharedArrayBuffer;
  readonly compileCache: string;
}

export interface Invocation {
  readonly requestId: string;
  /** The event as JSON. */
  readonly payload: string;
  readonly deadline: number;
}

export interface ConsoleLine {
  readonly kind: "console";
  readonly level: "info" | "warn" | "error";
  readonly text: string;
}

/** As Lambda tells it (https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html). */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

export type Outcome =
  | { readonly kind: "returned"; readonly payload: string }
  | { readonly kind: "failed"; readonly error: FunctionError };

/** `broken`: the function could not even be loaded, its worker is of no use. */
export type FromWorker = ConsoleLine | (Outcome & { readonly broken?: boolean });

export function functionError(thrown: unknown): FunctionError {
  if (!(thrown instanceof Error)) return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
  return {
    errorType: thrown.name,
    errorMessage: thrown.message,
    trace: (thrown.stack ?? "").split("\n"),
  };
}
