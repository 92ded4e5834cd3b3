import { fanOut } from "@ami-refresh/core/app/fanOut.ts";
import type { SQSEvent } from "aws-lambda";
import { batch } from "./batch.ts";
import { invoked } from "./invoked.ts";
import { policy } from "./policy.ts";
import { notifyPorts } from "./ports/notify.ts";

const ports = notifyPorts();

/** Takes domain events out of the queue of notifications, and puts them into the queues of those who want them. */
export const handler = invoked(async (event: SQSEvent) =>
  batch(event, ports.log, async (body) => fanOut(ports, policy, body)),
);
