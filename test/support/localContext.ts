import type { AwsEvent, RegionContext } from "../../packages/local/src/context.ts";
import type { CallContext } from "../../packages/local/src/endpoint/operations.ts";

/** What a simulated service is given, at noon of a Tuesday; the events that it emits are kept. */
export function aContext(): RegionContext & { readonly emitted: AwsEvent[] } {
  const emitted: AwsEvent[] = [];
  return {
    account: "123456789012",
    region: "eu-west-2",
    clock: { now: () => Date.parse("2026-11-24T12:00:00Z"), at: () => () => {}, hold: () => () => {} },
    emit: (event) => void emitted.push(event),
    log: () => {},
    emitted,
  };
}

export const aCall = (accessKeyId = "test"): CallContext => ({
  region: "eu-west-2",
  accessKeyId,
  requestId: "00000000-0000-0000-0000-000000000000",
  base: "http://127.0.0.1:4566",
  waiting: (promise) => promise,
});
