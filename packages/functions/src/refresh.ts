import { advance } from "@ami-refresh/core/app/advance.ts";
import { perform } from "@ami-refresh/core/app/perform.ts";
import { beforeTheFirst } from "@ami-refresh/core/app/whatRuns.ts";
import type { SQSEvent } from "aws-lambda";
import { addressedTo } from "./addressed.ts";
import { batch } from "./batch.ts";
import { accountOf, required } from "./environment.ts";
import { invoked } from "./invoked.ts";
import { policy, serviceNamed } from "./policy.ts";
import { refreshPorts } from "./ports/refresh.ts";
import { inSpan } from "./span.ts";
import { subjectOf } from "./subject.ts";

const ports = refreshPorts();
const service = serviceNamed(required("SERVICE"));

/** Takes messages out of a service's mailbox. */
export const handler = invoked(async (event: SQSEvent, context) => {
  const performPorts = { ...ports, account: accountOf(context.invokedFunctionArn) };
  const advancePorts = {
    ...ports,
    lookUp: (...[message, track]: Parameters<Parameters<typeof advance>[0]["lookUp"]>) =>
      beforeTheFirst(performPorts, service, policy.families, message, track),
    perform: (...[command, track]: Parameters<Parameters<typeof advance>[0]["perform"]>) =>
      inSpan(command.kind, subjectOf(command, track), () =>
        perform(performPorts, service, policy.families, command, track),
      ),
  };
  return batch(event, ports.log, (body) => advance(advancePorts, service, addressedTo(service, body)));
});
