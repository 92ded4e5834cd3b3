import { arnIsLike, isLike } from "./wildcards.ts";

/** A condition operator taken apart: `ForAllValues:StringEqualsIfExists`. */
export interface Operator {
  readonly over: "one" | "all" | "any";
  readonly ifExists: boolean;
  /** `Null` asks only whether the key has a value. */
  readonly test: Test | "Null";
  /** Holds where no value of the policy matches: `StringNotEquals`. */
  readonly negated: boolean;
}

type Test = (wanted: string, value: string) => boolean;

const numeric =
  (holds: (value: number, wanted: number) => boolean): Test =>
  (wanted, value) =>
    holds(Number(value), Number(wanted));
const dated =
  (holds: (value: number, wanted: number) => boolean): Test =>
  (wanted, value) =>
    holds(Date.parse(value), Date.parse(wanted));
const equals: Test = (wanted, value) => wanted === value;
const equalsInAnyCase: Test = (wanted, value) => wanted.toLowerCase() === value.toLowerCase();

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const tests: Readonly<Record<string, Test>> = {
  StringEquals: equals,
  StringEqualsIgnoreCase: equalsInAnyCase,
  StringLike: isLike,
  Bool: equalsInAnyCase,
  // "The ArnEquals and ArnLike condition operators behave identically."
  ArnEquals: arnIsLike,
  ArnLike: arnIsLike,
  NumericEquals: numeric((value, wanted) => value === wanted),
  NumericLessThan: numeric((value, wanted) => value < wanted),
  NumericLessThanEquals: numeric((value, wanted) => value <= wanted),
  NumericGreaterThan: numeric((value, wanted) => value > wanted),
  NumericGreaterThanEquals: numeric((value, wanted) => value >= wanted),
  DateEquals: dated((value, wanted) => value === wanted),
  DateLessThan: dated((value, wanted) => value < wanted),
  DateLessThanEquals: dated((value, wanted) => value <= wanted),
  DateGreaterThan: dated((value, wanted) => value > wanted),
  DateGreaterThanEquals: dated((value, wanted) => value >= wanted),
};

const negations: Readonly<Record<string, string>> = {
  StringNotEquals: "StringEquals",
  StringNotEqualsIgnoreCase: "StringEqualsIgnoreCase",
  StringNotLike: "StringLike",
  ArnNotEquals: "ArnEquals",
  ArnNotLike: "ArnLike",
  NumericNotEquals: "NumericEquals",
  DateNotEquals: "DateEquals",
};

/** Undefined: none that is known here. */
export function operatorNamed(name: string): Operator | undefined {
  const [, set, base = "", exists] = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/.exec(name) ?? [];
  const over = set === "ForAllValues" ? "all" : set === "ForAnyValue" ? "any" : "one";
  const ifExists = exists !== undefined;
  if (base === "Null")
    return over === "one" && !ifExists ? { over, ifExists, test: "Null", negated: false } : undefined;
  const positive = negations[base];
  const test = tests[positive ?? base];
  return test && { over, ifExists, test, negated: positive !== undefined };
}
