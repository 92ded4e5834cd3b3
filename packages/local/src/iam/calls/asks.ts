import type { Operations } from "../../endpoint/operations.ts";
import type { Principal, Question } from "../question.ts";
import type { Facts } from "./facts.ts";

/** What a call asks for. */
export interface Asked extends Question {
  /** Someone else than the caller: a service that is to assume a role. */
  readonly principal?: Principal;
  /** How AWS refuses it, where it says something else than that the caller may not. */
  readonly refusal?: { readonly code: string; readonly message: string };
}

type InputOf<Operation> = Operation extends (input: infer Input, ...more: never) => unknown ? Input : never;

/** What the operations of a service ask for, by operation. */
export type Asks<Package> = {
  readonly [Name in keyof Operations<Package>]?: (
    input: InputOf<NonNullable<Operations<Package>[Name]>>,
    facts: Facts,
  ) => readonly Asked[];
};

/** An action that AWS does not scope. */
export const unscoped = (action: string) => (): readonly Asked[] => [{ action, resource: "*", context: {} }];

/** `aws:ResourceTag/Service`, and the service's own spelling of it. */
export const tagContext = (prefixes: readonly string[], tags: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(tags).flatMap(([key, value]) => prefixes.map((prefix) => [`${prefix}/${key}`, value])),
  );
