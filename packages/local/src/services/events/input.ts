import type { TargetWiring } from "../../graph/wiring.ts";
import { isObject, type Json } from "../../matching/json.ts";
import type { BusEvent } from "./event.ts";

type Shape = Pick<TargetWiring, "input" | "inputPath" | "inputTransformer">;

/** What a target is given of an event, as text. */
export function inputOf(target: Shape, event: BusEvent, rule: { readonly name: string; readonly arn: string }): string {
  if (target.input !== undefined) return target.input;
  if (target.inputPath !== undefined) return JSON.stringify(at(target.inputPath, event) ?? null);
  if (!target.inputTransformer) return JSON.stringify(event);
  const { paths, template } = target.inputTransformer;
  const values: Record<string, Json | undefined> = {
    "aws.events.rule-arn": rule.arn,
    "aws.events.rule-name": rule.name,
    "aws.events.event.ingestion-time": event.time,
    "aws.events.event": { ...event },
    "aws.events.event.json": { ...event },
  };
  for (const [name, path] of Object.entries(paths)) values[name] = at(path, event);
  return fill(template, values);
}

/**
 * Puts values for `<name>`. Within a string of the template a value is part of that string, outside it is JSON of its own
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html).
 */
function fill(template: string, values: Readonly<Record<string, Json | undefined>>): string {
  let inString = false;
  return template.replace(/\\.|"|<([\w.-]+)>/gs, (found, name?: string) => {
    if (found === '"') inString = !inString;
    if (name === undefined) return found;
    const value = values[name];
    if (!inString) return JSON.stringify(value ?? null);
    if (value === undefined) return "";
    return JSON.stringify(typeof value === "string" ? value : JSON.stringify(value)).slice(1, -1);
  });
}

/** The value at `$.detail.state`, `$.resources[0]`, `$`. */
export function at(path: string, event: BusEvent): Json | undefined {
  const keys = path.replace(/^\$/, "").match(/[^.[\]'"]+/g) ?? [];
  let value: Json | undefined = { ...event };
  for (const key of keys) {
    if (Array.isArray(value)) value = value[Number(key)];
    else value = isObject(value) ? value[key] : undefined;
  }
  return value;
}
