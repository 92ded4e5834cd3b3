import { observe, RefreshEvent } from "@ami-refresh/core/app/observe.ts";
import type { Handler } from "aws-lambda";
import { parse } from "./parse.ts";
import { observePorts } from "./ports/observe.ts";

const ports = observePorts();

/** Takes an event of the default bus that tells of an instance refresh. */
export const handler: Handler<unknown, void> = async (event) =>
  observe(ports, parse(RefreshEvent, event, "event of an instance refresh"));
