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

/** What is there of an event that comes from outside, say a file. */
interface GivenEvent extends JsonObject {
  readonly source: string;
  readonly "detail-type": string;
  readonly detail: JsonObject;
}

/** What an event lacks; undefined: nothing. */
export function faultOfEvent(given: unknown): string | undefined {
  if (!isObject(given)) return "it is no JSON object";
  const { source, detail, resources = [] } = given;
  const detailType = given["detail-type"];
  if (!isText(source) || source === "") return "`source` is not a string";
  if (!isText(detailType) || detailType === "") return "`detail-type` is not a string";
  if (!isObject(detail)) return "`detail` is no object";
  if (!Array.isArray(resources) || !resources.every(isText)) return "`resources` is no list of strings";
  return undefined;
}

/**
 * A whole event that comes from outside: what it says of itself stays, what is missing is filled in.
 * @throws Error that says what of an event it lacks
 */
export function eventFrom(place: Place, given: unknown): BusEvent {
  const fault = faultOfEvent(given);
  if (fault !== undefined)
    throw new Error(`not an EventBridge event: ${fault}. It needs at least source, detail-type and detail.`);
  const { source, detail, resources = [], ...own } = given as GivenEvent;
  const filled = eventOf(place, {
    source,
    detailType: own["detail-type"],
    resources: Array.isArray(resources) ? resources.filter(isText) : [],
    detail,
  });
  const text = (key: "version" | "id" | "account" | "time" | "region") => {
    const value = own[key];
    return isText(value) && value !== "" ? value : filled[key];
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
