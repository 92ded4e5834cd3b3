import { passes } from "./comparisons.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";

/**
 * Whether an event matches an event pattern
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html). A field of the event may be an array:
 * one element that passes is enough, and the fields of a nested pattern must pass within one element.
 */
export function matches(pattern: JsonObject, event: JsonObject): boolean {
  return within(pattern, event, [event]);
}

/** `peers`: the elements of the array that the event was one of; `exists: false` speaks of all of them. */
function within(pattern: JsonObject, event: JsonObject, peers: readonly JsonObject[]): boolean {
  return Object.entries(pattern).every(([key, wanted]) => {
    if (key === "$or" && Array.isArray(wanted)) {
      return wanted.some((alternative) => isObject(alternative) && within(alternative, event, peers));
    }
    if (isObject(wanted)) {
      const inner = objects(event[key]);
      const all = peers.flatMap((peer) => objects(peer[key]));
      return (inner.length > 0 ? inner : [{}]).some((element) => within(wanted, element, all));
    }
    const values = leaves(event[key]);
    return (Array.isArray(wanted) ? wanted : []).some((entry) =>
      isObject(entry) && "exists" in entry
        ? entry.exists === peers.concat(event).some((peer) => leaves(peer[key]).length > 0) &&
          (entry.exists === false || values.length > 0)
        : values.some((value) => passes(value, entry)),
    );
  });
}

/** The values under a key. An object is none: it has to be looked into. */
function leaves(value: Json | undefined): readonly Json[] {
  if (value === undefined || isObject(value)) return [];
  return Array.isArray(value) ? value.flatMap(leaves) : [value];
}

function objects(value: Json | undefined): readonly JsonObject[] {
  if (isObject(value)) return [value];
  return Array.isArray(value) ? value.flatMap(objects) : [];
}
