import { AwsError } from "../../endpoint/operations.ts";
import type { Ec2State } from "./state.ts";

/**
 * Answers a repeated request (same ClientToken, same parameters) as the first one and does nothing; the same token
 * with other parameters is an error. https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html
 */
export function once<Input extends { ClientToken?: string | undefined }, Output>(
  state: Ec2State,
  operation: string,
  input: Input,
  perform: () => Output,
): Output {
  if (!input.ClientToken) return perform();
  const key = `${operation}:${input.ClientToken}`;
  const request = JSON.stringify(input, (_, value) => (isPlain(value) ? sorted(value) : value));
  const answered = state.answered.get(key);
  if (answered && answered.request !== request) {
    throw new AwsError(
      "IdempotentParameterMismatch",
      `Arguments on this idempotent request are inconsistent with arguments used in previous request(s) with the client token ${input.ClientToken}.`,
    );
  }
  if (answered) return answered.output as Output;
  const output = perform();
  state.answered.set(key, { request, output });
  return output;
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const sorted = (value: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
