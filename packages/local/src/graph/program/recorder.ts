import { isDeepStrictEqual } from "node:util";
import type { Resource } from "../graphData.ts";
import { plain } from "./plain.ts";
import type { Monitor, RegisterRequest, RegisterResponse } from "./pulumi.ts";

type Properties = Readonly<Record<string, unknown>>;

/** Listens at the monitor, where every resource of the program is registered, and keeps what it hears. */
export function record(monitor: Monitor, urnPrefix: string, workspace: string): Map<string, Resource> {
  const resources = new Map<string, Resource>();
  // Mocks make URNs without the parents' types; the engine's own have them, and SST's links look at them.
  monitor.newUrn = (parent, type, name) => {
    const above = parent?.split("::")[2];
    return `${urnPrefix}::${above && above !== "pulumi:pulumi:Stack" ? `${above}$` : ""}${type}::${name}`;
  };
  for (const method of ["registerResource", "readResource"] as const) {
    const register = monitor[method].bind(monitor);
    monitor[method] = (request, callback) =>
      register(request, (error, response) => {
        if (error) return callback(error, response);
        const resource = resourceOf(request, response, method === "readResource", workspace);
        if (resources.has(resource.urn)) return callback(new Error(`Duplicate resource URN ${resource.urn}`), response);
        resources.set(resource.urn, resource);
        callback(null, response);
      });
  }
  const registerOutputs = monitor.registerResourceOutputs.bind(monitor);
  monitor.registerResourceOutputs = (request, callback) => {
    const resource = resources.get(request.getUrn());
    if (resource) resource.outputs = plain(request.getOutputs()?.toJavaScript() ?? {}, workspace).value;
    registerOutputs(request, callback);
  };
  return resources;
}

function resourceOf(request: RegisterRequest, response: RegisterResponse, read: boolean, workspace: string): Resource {
  const inputs = plain((request.getObject?.() ?? request.getProperties?.())?.toJavaScript() ?? {}, workspace);
  const outputs = plain((response.getObject?.() ?? response.getProperties?.())?.toJavaScript() ?? {}, workspace);
  const parent = request.getParent();
  const id = response.getId?.();
  return {
    urn: response.getUrn(),
    type: request.getType(),
    name: request.getName(),
    ...(parent ? { parent } : {}),
    custom: read || (request.getCustom?.() ?? false),
    ...(id ? { id } : {}),
    inputs: inputs.value,
    outputs: added(outputs.value, inputs.value),
    secrets: inputs.secrets,
    dependsOn: [...request.getDependenciesList()].sort(),
    options: {
      protect: request.getProtect?.() ?? false,
      retainOnDelete: request.getRetainondelete?.() ?? false,
      ignoreChanges: request.getIgnorechangesList?.() ?? [],
    },
  };
}

/** What the answer adds to the question. */
const added = (outputs: Properties, inputs: Properties): Properties =>
  Object.fromEntries(Object.entries(outputs).filter(([key, value]) => !isDeepStrictEqual(value, inputs[key])));
