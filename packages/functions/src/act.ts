import { Interaction } from "@ami-refresh/core/app/act/interaction.ts";
import { act } from "@ami-refresh/core/app/act.ts";
import { parse } from "@ami-refresh/core/domain/parse.ts";
import type { SQSEvent } from "aws-lambda";
import { batch } from "./batch.ts";
import { invoked } from "./invoked.ts";
import { policy } from "./policy.ts";
import { actPorts } from "./ports/act.ts";

const ports = actPorts();

/** Works out what people did in Slack. */
export const handler = invoked(async (event: SQSEvent) =>
  batch(event, ports.log, async (body) => act(ports, policy, parse(Interaction, body, "interaction"))),
);
