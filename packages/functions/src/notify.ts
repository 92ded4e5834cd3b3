import { decodeEvent, notify } from "@ami-refresh/core/app/notify.ts";
import type { Handler, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { batch } from "./batch.ts";
import { policy } from "./policy.ts";
import { notifyPorts } from "./ports/notify.ts";

const ports = notifyPorts();

/** Takes domain events out of the queue of notifications. */
export const handler: Handler<SQSEvent, SQSBatchResponse> = async (event) =>
  batch(event, ports.log, async (body) => notify(ports, policy, decodeEvent(body)));
