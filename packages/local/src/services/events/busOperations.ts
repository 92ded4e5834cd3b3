import { AwsError } from "../../endpoint/operations.ts";
import { isObject, type JsonObject } from "../../matching/json.ts";
import { matches } from "../../matching/pattern.ts";
import { checkEntries, type Entry, type Refusal, read } from "./entries.ts";
import type { EventContent } from "./event.ts";
import type { Events } from "./events.ts";
import { type Bus, type Buses, busName } from "./model.ts";
import { patternIn } from "./ruleOperations.ts";

/** Putting events, and the buses that take them. `put` answers the event's id, or nothing if there is no such bus. */
export function busOperations(
  { buses }: Buses,
  put: (bus: string, content: EventContent) => string | undefined,
): Events["operations"] {
  const putEntry = (entry: Entry): { EventId: string } | Refusal => {
    const content = read(entry);
    if ("ErrorCode" in content) return content;
    const id = put(busName(entry.EventBusName), content);
    if (id !== undefined) return { EventId: id };
    return { ErrorCode: "InvalidArgument", ErrorMessage: `Event bus ${entry.EventBusName} does not exist.` };
  };
  const told = ({ name, arn }: Bus) => ({ Name: name, Arn: arn });

  return {
    PutEvents: ({ Entries = [] }) => {
      checkEntries(Entries);
      const answers = Entries.map(putEntry);
      return { FailedEntryCount: answers.filter((answer) => "ErrorCode" in answer).length, Entries: answers };
    },

    ListEventBuses: ({ NamePrefix = "" }) => ({
      EventBuses: [...buses.values()].filter(({ name }) => name.startsWith(NamePrefix)).map(told),
    }),

    DescribeEventBus: ({ Name }) => {
      const bus = buses.get(busName(Name));
      if (!bus) throw new AwsError("ResourceNotFoundException", `Event bus ${Name} does not exist.`);
      return told(bus);
    },

    TestEventPattern: ({ EventPattern, Event = "" }) => ({ Result: matches(patternIn(EventPattern), eventIn(Event)) }),
  };
}

function eventIn(text: string): JsonObject {
  let event: unknown;
  try {
    event = JSON.parse(text);
  } catch {
    throw new AwsError("ValidationException", "Parameter Event is not valid.");
  }
  const missing = ["id", "account", "source", "time", "region", "detail-type"].find(
    (key) => !isObject(event) || !(key in event),
  );
  if (!isObject(event) || missing) {
    throw new AwsError("ValidationException", `Parameter Event is not valid. Reason: ${missing} is missing.`);
  }
  return event;
}
