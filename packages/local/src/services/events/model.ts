import type { RuleWiring, TargetWiring } from "../../graph/wiring.ts";
import type { JsonObject } from "../../matching/json.ts";

export interface Bus {
  readonly name: string;
  readonly arn: string;
}

export interface Rule extends Omit<RuleWiring, "pattern" | "targets"> {
  readonly pattern: JsonObject;
  readonly description?: string;
  /** By id. */
  readonly targets: ReadonlyMap<string, Target>;
}

export type Target = TargetWiring;

/** Buses and rules by what they are called. */
export interface Buses {
  readonly buses: Map<string, Bus>;
  /** By `bus/name`. */
  readonly rules: Map<string, Rule>;
}

export const ruleKey = (bus: string, name: string) => `${bus}/${name}`;

/** The name of a bus by its name or ARN; the default bus where none is told. */
export const busName = (nameOrArn = "default"): string => nameOrArn.slice(nameOrArn.lastIndexOf("/") + 1);
