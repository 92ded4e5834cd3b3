import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { GraphData, Resource } from "../../packages/local/src/graph/graphData.ts";
import { loadGraph } from "../../packages/local/src/graph/loadGraph.ts";
import type { FunctionWiring, QueueWiring, RoleWiring, Wiring } from "../../packages/local/src/graph/wiring.ts";
import { wiringOf } from "../../packages/local/src/graph/wiringOf.ts";

/** The graph of a stage with the example configuration, synthesised unless that was done for the same inputs. */
export const graphOf = (stage: string, config = "ami-refresh.yaml"): Promise<GraphData> =>
  loadGraph({ stage, config, say: () => {} });

export const wiringOfStage = async (stage: string): Promise<Wiring> => wiringOf(await graphOf(stage));

/** Does `act` with a configuration file of the test's own, as far from the repository as a user's might be. */
export async function withConfig<T>(yaml: string, act: (file: string) => Promise<T>): Promise<T> {
  const directory = mkdtempSync(path.join(tmpdir(), "ami-refresh-infra-"));
  const file = path.join(directory, "ami-refresh.yaml");
  try {
    writeFileSync(file, yaml);
    return await act(file);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

export const all = (graph: GraphData, type: string): readonly Resource[] =>
  graph.resources.filter((resource) => resource.custom && resource.type === type);

export function queueWith(wiring: Wiring, arn: string): QueueWiring {
  return only(
    wiring.queues.filter((queue) => queue.arn === arn),
    `queue ${arn}`,
  );
}

/** The function of a handler; of those of `refresh`, the one of the service, of those of `deliver`, of the channel. */
export function functionFor(wiring: Wiring, handler: string, which?: string): FunctionWiring {
  const found = wiring.functions.filter(
    (fn) =>
      fn.handler === `packages/functions/src/${handler}.handler` &&
      (which === undefined || [fn.environment.SERVICE, fn.environment.CHANNEL].includes(which)),
  );
  return only(found, `function ${handler} ${which ?? ""}`);
}

export function roleOf(wiring: Wiring, fn: FunctionWiring): RoleWiring {
  return only(
    wiring.roles.filter((role) => role.arn === fn.roleArn),
    `role of ${fn.name}`,
  );
}

/** The queue that feeds a function. */
export function sourceOf(wiring: Wiring, fn: FunctionWiring): QueueWiring {
  const source = only(
    wiring.eventSources.filter(({ functionArn }) => functionArn === fn.arn),
    `event source of ${fn.name}`,
  );
  return queueWith(wiring, source.queueArn);
}

/** The functions that may put messages into a queue by their own policies. */
export const sendersTo = (wiring: Wiring, queueArn: string): readonly FunctionWiring[] =>
  wiring.functions.filter((fn) =>
    roleOf(wiring, fn).statements.some(
      ({ effect, actions, resources }) =>
        effect === "Allow" && actions.includes("sqs:SendMessage") && resources.includes(queueArn),
    ),
  );

/** The functions whose invokers do not wait: rules, and schedules of the stacks. */
export const invokedAsynchronously = ({ functions, schedules }: Wiring): readonly FunctionWiring[] =>
  functions.filter(({ arn, invokers }) => invokers.length > 0 || schedules.some(({ target }) => target.arn === arn));

export const refreshFunctions = (wiring: Wiring): readonly FunctionWiring[] =>
  wiring.functions.filter((fn) => fn.environment.SERVICE !== undefined);

function only<T>(found: readonly T[], what: string): T {
  const [first, ...others] = found;
  if (first === undefined || others.length > 0) throw new Error(`there are ${found.length} of: ${what}`);
  return first;
}
