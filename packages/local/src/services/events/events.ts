import type { AwsEvent, RegionContext } from "../../context.ts";
import type { Operations } from "../../endpoint/operations.ts";
import type { Wiring } from "../../graph/wiring.ts";
import type { JsonObject } from "../../matching/json.ts";
import { matches } from "../../matching/pattern.ts";
import { busOperations } from "./busOperations.ts";
import { type DeliveryOptions, deliverTo } from "./deliveries.ts";
import { type BusEvent, type EventContent, eventFrom, eventOf } from "./event.ts";
import { type Bus, type Buses, busName, type Rule, ruleKey } from "./model.ts";
import { ruleOperations } from "./ruleOperations.ts";
import { targetOperations } from "./targetOperations.ts";

export interface EventsOptions extends Omit<DeliveryOptions, "context" | "forward"> {
  readonly context: Omit<RegionContext, "emit">;
  readonly wiring: Pick<Wiring, "buses" | "rules">;
}

/** An event that reached a bus, and the rules that it matched there. */
export type EventListener = (event: BusEvent, bus: string, rules: readonly string[]) => void;

export interface Events {
  readonly operations: Operations<typeof import("@aws-sdk/client-eventbridge")>;
  /** An event of an AWS service, on the default bus. */
  emit(event: AwsEvent): void;
  /** An event of a caller. False: no such bus. */
  putOn(bus: string, content: EventContent): boolean;
  /**
   * A whole event, on the default bus: its id, time, account and Region stay, if it has them.
   * @throws Error that says what of an event it lacks
   */
  put(event: unknown): BusEvent;
  onEvent(listener: EventListener): void;
}

/** An event may go from one bus to another and to a third, but in no circle. */
const mostBuses = 3;

/** EventBridge: the default bus, the graph's buses and rules, and those rules that callers make. */
export function events({ context, wiring, ...targets }: EventsOptions): Events {
  const { account, region } = context;
  const listeners: EventListener[] = [];
  const defaultBus: Bus = { name: "default", arn: `arn:aws:events:${region}:${account}:event-bus/default` };
  const known: Buses = {
    buses: new Map([defaultBus, ...wiring.buses].map((bus) => [bus.name, bus])),
    rules: new Map(wiring.rules.map((rule) => [ruleKey(rule.bus, rule.name), ruleOf(rule)])),
  };
  /** On how many buses an event is at the moment: a rule's target may be a bus again. */
  let depth = 0;
  const deliver = deliverTo({
    ...targets,
    context,
    forward: (arn, event) => {
      const bus = [...known.buses.values()].find((candidate) => candidate.arn === arn);
      if (bus && depth < mostBuses) carry(bus, event);
      return bus !== undefined;
    },
  });

  function carry(bus: Bus, event: BusEvent): void {
    const subject: JsonObject = { ...event };
    const matched = [...known.rules.values()].filter(
      (rule) => rule.bus === bus.name && rule.enabled && matches(rule.pattern, subject),
    );
    for (const listener of listeners) {
      listener(
        event,
        bus.name,
        matched.map(({ name }) => name),
      );
    }
    depth += 1;
    try {
      for (const rule of matched) for (const target of rule.targets.values()) deliver(rule, target, event);
    } finally {
      depth -= 1;
    }
  }

  const putOn = (name: string, event: BusEvent): boolean => {
    const bus = known.buses.get(busName(name));
    if (bus) carry(bus, event);
    return bus !== undefined;
  };

  return {
    operations: {
      ...busOperations(known, (bus, content) => {
        const event = eventOf(context, content);
        return putOn(bus, event) ? event.id : undefined;
      }),
      ...ruleOperations(context, known),
      ...targetOperations(known),
    },
    emit: ({ source, detailType, resources, detail }) => {
      carry(defaultBus, eventOf(context, { source, detailType, resources, detail: jsonOf(detail) }));
    },
    putOn: (bus, content) => putOn(bus, eventOf(context, content)),
    put: (given) => {
      const event = eventFrom(context, given);
      carry(defaultBus, event);
      return event;
    },
    onEvent: (listener) => void listeners.push(listener),
  };
}

const ruleOf = ({ pattern, targets, ...rule }: Wiring["rules"][number]): Rule => ({
  ...rule,
  pattern: jsonOf(pattern),
  targets: new Map(targets.map((target) => [target.id, target])),
});

/** As JSON would carry it: no undefined, no dates. */
const jsonOf = (value: Readonly<Record<string, unknown>>): JsonObject => JSON.parse(JSON.stringify(value));
