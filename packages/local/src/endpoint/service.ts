import type { CallContext, Operations } from "./operations.ts";
import { type ErrorShape, type OperationShape, type ServiceShapes, shapesOf } from "./shapes.ts";
import { type UriPattern, uriPattern } from "./uriPattern.ts";

/** A simulated service: what the wire knows of it, and the operations that it has. */
export interface Service extends Omit<ServiceShapes, "operations" | "errors"> {
  readonly operations: ReadonlyMap<string, Operation>;
  /** The operations that have a URI, the most particular first. */
  readonly byUri: readonly (Operation & { readonly uri: UriPattern })[];
  readonly errors: readonly ErrorShape[];
}

/** An operation that AWS has; `run` is missing where the local region does not have it. */
export interface Operation extends OperationShape {
  readonly uri?: UriPattern;
  readonly run?: Run;
}
type Run = (input: unknown, context: CallContext) => unknown;

/** `service(await import("@aws-sdk/client-sqs"), {…})`: the operations of one service under the protocols it speaks. */
export function service<Package extends object>(client: Package, operations: NoInfer<Operations<Package>>): Service {
  const shapes = shapesOf(client);
  const runs = new Map<string, unknown>(Object.entries(operations));
  const known = shapes.operations.map((shape): Operation => {
    const run = runs.get(shape.name);
    return {
      ...shape,
      ...(shape.http && { uri: uriPattern(shape.http.uri) }),
      ...(typeof run === "function" && { run: run as Run }),
    };
  });
  return {
    ...shapes,
    operations: new Map(known.map((operation) => [operation.name, operation])),
    byUri: known
      .flatMap((operation) => (operation.uri ? [{ ...operation, uri: operation.uri }] : []))
      .sort((a, b) => b.uri.query.length - a.uri.query.length || a.uri.labels.length - b.uri.labels.length),
  };
}
