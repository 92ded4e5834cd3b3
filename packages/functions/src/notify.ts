import { decodeEvent } from "@ami-refresh/core/app/notify.ts";
import { notifyTeams } from "@ami-refresh/core/app/notifyTeams.ts";
import type { SQSEvent } from "aws-lambda";
import { batch } from "./batch.ts";
import { invoked } from "./invoked.ts";
import { policy } from "./policy.ts";
import { notifyPorts } from "./ports/notify.ts";

const ports = notifyPorts();

/** Takes domain events out of the queue of notifications. */
export const handler = invoked(async (event: SQSEvent) =>
  batch(event, ports.log, async (body) => notifyTeams(ports, policy, decodeEvent(body))),
);
