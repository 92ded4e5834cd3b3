import { randomUUID } from "node:crypto";
import type { RegionContext } from "../../context.ts";
import { isObject, type JsonObject } from "../../matching/json.ts";

/** An event as its targets get it (https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html). */
export interface BusEvent {
  readonly version: string;
  readonly id: string;
  readonly "detail-type": string;
  readonly source: string;
  readonly account: string;
  /** ISO 8601, whole seconds. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: JsonObject;
}

export interface EventContent {
  readonly source: string;
  readonly detailType: string;
  readonly resources: readonly string[];
  readonly detail: JsonObject;
  /** Epoch milliseconds; now, if not told. */
  readonly at?: number;
}

type Place = Pick<RegionContext, "account" | "region" | "clock">;

export const eventOf = ({ account, region, clock }: Place, content: EventContent): BusEvent => ({
  version: "0",
  id: randomUUID(),
  "detail-type": content.detailType,
  source: content.source,
  account,
  time: wholeSecond(content.at ?? clock.now()),
  region,
  resources: content.resources,
  detail: content.detail,
});

/**
 * A whole event that comes from outside, say a file: what it says of itself stays, what is missing is filled in.
 * @throws Error that says what of an event it lacks
 */
export function eventFrom(place: Place, given: unknown): BusEvent {
  if (!isObject(given)) throw notAnEvent("it is no JSON object");
  const { source, detail, resources = [] } = given;
  const detailType = given["detail-type"];
  if (typeof source !== "string" || source === "") throw notAnEvent("`source` is not a string");
  if (typeof detailType !== "string" || detailType === "") throw notAnEvent("`detail-type` is not a string");
  if (!isObject(detail)) throw notAnEvent("`detail` is no object");
  if (!Array.isArray(resources) || !resources.every(isText)) throw notAnEvent("`resources` is no list of strings");
  const filled = eventOf(place, { source, detailType, resources: resources.filter(isText), detail });
  const text = (key: "version" | "id" | "account" | "time" | "region") => {
    const own = given[key];
    return isText(own) && own !== "" ? own : filled[key];
  };
  return {
    ...filled,
    version: text("version"),
    id: text("id"),
    account: text("account"),
    time: text("time"),
    region: text("region"),
  };
}

const isText = (value: unknown): value is string => typeof value === "string";
const wholeSecond = (at: number) => new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
const notAnEvent = (why: string) =>
  new Error(`not an EventBridge event: ${why}. It needs at least source, detail-type and detail.`);
