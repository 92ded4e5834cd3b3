import { reconcile } from "@ami-refresh/core/app/reconcile.ts";
import { accountOf } from "./environment.ts";
import { invoked } from "./invoked.ts";
import { policy } from "./policy.ts";
import { reconcilePorts } from "./ports/reconcile.ts";

const ports = reconcilePorts();

/** Looks for what was lost, whenever its schedule says so. */
export const handler = invoked(async (_event: unknown, context) =>
  reconcile(ports, policy, accountOf(context.invokedFunctionArn)),
);
