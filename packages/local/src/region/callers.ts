import { credentialsOf } from "../functions/credentials.ts";
import type { Wiring } from "../graph/wiring.ts";
import type { WhoIs } from "../services/sts.ts";

/** The functions of the graph by their keys; everybody else is an operator. */
export function callersOf(wiring: Pick<Wiring, "functions">, account: string): WhoIs {
  const functions = new Map(
    wiring.functions.map(({ name, roleArn }) => {
      const role = roleArn.split("/").at(-1) ?? roleArn;
      const caller = { arn: `arn:aws:sts::${account}:assumed-role/${role}/${name}`, userId: `AROALOCAL:${name}` };
      return [credentialsOf(roleArn).accessKeyId, caller];
    }),
  );
  return (accessKeyId) => functions.get(accessKeyId);
}

/** The function's name by its key; undefined: somebody else's. */
export function functionOf({ functions }: Pick<Wiring, "functions">): (accessKeyId: string) => string | undefined {
  const names = new Map(functions.map(({ name, roleArn }) => [credentialsOf(roleArn).accessKeyId, name]));
  return (accessKeyId) => names.get(accessKeyId);
}
