import { Announcement, publish } from "@ami-refresh/core/app/publish.ts";
import { parse } from "@ami-refresh/core/domain/parse.ts";
import { invoked } from "./invoked.ts";
import { policy } from "./policy.ts";
import { publishPorts } from "./ports/publish.ts";

const ports = publishPorts();
const families = Object.values(policy.families);

/** Takes an event of the default bus that announces an image. */
export const handler = invoked(async (event: unknown) =>
  publish(ports, families, parse(Announcement, event, "announcement of an image")),
);
