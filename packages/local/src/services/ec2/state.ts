import type { RegionContext } from "../../context.ts";
import { type Ids, idsFrom } from "./ids.ts";
import type { LocalImage, LocalInstance, LocalTemplate } from "./model.ts";

/** Everything that the simulated EC2 remembers, shared by its operations. */
export interface Ec2State {
  readonly context: RegionContext;
  readonly ids: Ids;
  readonly images: Map<string, LocalImage>;
  readonly templates: Map<string, LocalTemplate>;
  readonly instances: Map<string, LocalInstance>;
  /** By resource id. */
  readonly tags: Map<string, Map<string, string>>;
  /** What was answered to a client token, by operation and token. */
  readonly answered: Map<string, { readonly request: string; readonly output: unknown }>;
  /** Told of every instance that was ended from outside Auto Scaling. */
  readonly terminationListeners: ((instanceId: string) => void)[];
}

export function emptyState(context: RegionContext): Ec2State {
  return {
    context,
    ids: idsFrom(`${context.account}:${context.region}:ec2`),
    images: new Map(),
    templates: new Map(),
    instances: new Map(),
    tags: new Map(),
    answered: new Map(),
    terminationListeners: [],
  };
}

export function tagsOf(state: Ec2State, resource: string): Record<string, string> {
  return Object.fromEntries(state.tags.get(resource) ?? []);
}

export function putTags(state: Ec2State, resource: string, tags: Iterable<readonly [string, string]>): void {
  const own = state.tags.get(resource) ?? new Map<string, string>();
  for (const [key, value] of tags) own.set(key, value);
  state.tags.set(resource, own);
}

/** Tags as the API lists them; undefined where there are none, as EC2 leaves the element out. */
export function tagList(state: Ec2State, resource: string): { Key: string; Value: string }[] | undefined {
  const own = state.tags.get(resource);
  return own && own.size > 0 ? [...own].map(([Key, Value]) => ({ Key, Value })) : undefined;
}
