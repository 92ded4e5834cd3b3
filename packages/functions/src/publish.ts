import { Announcement, publish } from "@ami-refresh/core/app/publish.ts";
import type { Handler } from "aws-lambda";
import { parse } from "./parse.ts";
import { policy } from "./policy.ts";
import { publishPorts } from "./ports/publish.ts";

const ports = publishPorts();
const families = Object.values(policy.families);

/** Takes an event of the default bus that announces an image. */
export const handler: Handler<unknown, void> = async (event) =>
  publish(ports, families, parse(Announcement, event, "announcement of an image"));
