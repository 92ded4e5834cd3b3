import { eventBridgeBus } from "@ami-refresh/core/adapters/aws/bus.ts";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { required } from "../environment.ts";

// Imported when it is first asked: who tells people seldom has to tell the bus that it could not.

export const { put } = eventBridgeBus(new EventBridgeClient(), required("BUS_NAME"));
