import { credentialsOf } from "../functions/credentials.ts";
import type { Wiring } from "../graph/wiring.ts";
import type { Caller } from "../iam/authorize.ts";
import { callerOf } from "../iam/ofFunctions.ts";
import type { WhoIs } from "../services/sts.ts";

/** The functions of the graph by their keys; undefined: somebody else's, so an operator's. */
export function callersOf({ functions }: Pick<Wiring, "functions">): (accessKeyId: string) => Caller | undefined {
  const callers = new Map(functions.map((fn) => [credentialsOf(fn.roleArn).accessKeyId, callerOf(fn)]));
  return (accessKeyId) => callers.get(accessKeyId);
}

/** As STS tells it. */
export function whoIs(wiring: Pick<Wiring, "functions">): WhoIs {
  const callers = callersOf(wiring);
  return (accessKeyId) => {
    const caller = callers(accessKeyId);
    return caller && { arn: caller.principal.session, userId: `AROALOCAL:${caller.name}` };
  };
}
