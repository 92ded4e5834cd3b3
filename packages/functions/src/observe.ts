import { observe, RefreshEvent } from "@ami-refresh/core/app/observe.ts";
import { parse } from "@ami-refresh/core/domain/parse.ts";
import { invoked } from "./invoked.ts";
import { observePorts } from "./ports/observe.ts";

const ports = observePorts();

/** Takes an event of the default bus that tells of an instance refresh. */
export const handler = invoked(async (event: unknown) =>
  observe(ports, parse(RefreshEvent, event, "event of an instance refresh")),
);
