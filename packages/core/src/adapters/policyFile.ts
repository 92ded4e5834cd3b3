import { createHash } from "node:crypto";
import type {
  EnvironmentPolicy,
  Freeze,
  Policy,
  RefreshPreferences,
  ServicePolicy,
  Team,
  Window,
} from "../domain/policy.ts";
import type { Pace } from "../domain/subscription.ts";
import { Temporal } from "../domain/temporal.ts";

/** What a value is in JSON: moments, times and durations are their ISO strings. */
type Encoded<T> = T extends Temporal.Instant | Temporal.PlainTime | Temporal.Duration
  ? string
  : T extends object
    ? { readonly [K in keyof T]: Encoded<T[K]> }
    : T;

interface PolicyFile {
  /** Counts up when older functions could not read what newer stacks write. */
  readonly format: 1;
  /** SHA-256 of the policy's JSON. */
  readonly sha256: string;
  readonly policy: Encoded<Policy>;
}

const format = 1;

/** What the file is called, beside the functions' code. */
export const policyFile = "policy.json";

/**
 * A configuration as it is shipped with the functions: read, checked, and with every default applied, so that no function
 * carries what reads YAML and checks it.
 */
export function encodePolicy(policy: Policy): string {
  const json = JSON.stringify(policy);
  return `{"format":${format},"sha256":"${hashOf(json)}","policy":${json}}`;
}

/**
 * What `encodePolicy` made. A service is decoded when it is first asked for: a function needs few of them.
 * @throws if the text is anything else, or was changed since.
 */
export function decodePolicy(text: string, file: string): Policy {
  const read: Partial<PolicyFile> = JSON.parse(text);
  const { policy } = read;
  if (read.format !== format || policy === undefined || read.sha256 !== hashOf(JSON.stringify(policy))) {
    throw new Error(
      `${file} is not what the stacks wrote for these functions: deploy again, and change the configuration's YAML instead`,
    );
  }
  const lists = interned();
  const teams = Object.entries(policy.teams).map(([name, team]) => [name, teamOf(team)]);
  return {
    ...policy,
    teams: Object.fromEntries(teams),
    services: lazily(policy.services, (service) => serviceOf(service, lists)),
  };
}

const hashOf = (json: string) => createHash("sha256").update(json).digest("hex");

function lazily<V, T>(values: Readonly<Record<string, V>>, make: (value: V) => T): Readonly<Record<string, T>> {
  const made: Record<string, T> = {};
  for (const [key, value] of Object.entries(values)) {
    let one: T | undefined;
    // It stays a getter: a property that changes its kind costs as much as there are others, however few are asked for.
    Object.defineProperty(made, key, { get: () => (one ??= make(value)), enumerable: true });
  }
  return made;
}

/** Lists that were written alike are one list: the domain keeps what it has worked out of them. */
interface Lists {
  windows(encoded: Encoded<readonly Window[]>): readonly Window[];
  freezes(encoded: Encoded<readonly Freeze[]>): readonly Freeze[];
}

function interned(): Lists {
  const once = <V, T>(make: (value: V) => T) => {
    const known = new Map<string, readonly T[]>();
    return (encoded: readonly V[]) => {
      const key = JSON.stringify(encoded);
      const list = known.get(key) ?? encoded.map(make);
      known.set(key, list);
      return list;
    };
  };
  return {
    windows: once(({ from, to, ...rest }: Encoded<Window>) => ({
      ...rest,
      from: Temporal.PlainTime.from(from),
      ...(to !== undefined && { to: Temporal.PlainTime.from(to) }),
    })),
    freezes: once(({ from, to, ...rest }: Encoded<Freeze>) => ({
      ...rest,
      from: Temporal.Instant.from(from),
      to: Temporal.Instant.from(to),
    })),
  };
}

const teamOf = ({ subscriptions, ...team }: Encoded<Team>): Team => ({
  ...team,
  ...(subscriptions && { subscriptions: subscriptions.map(({ pace, ...rest }) => ({ ...rest, pace: paceOf(pace) })) }),
});

const paceOf = ({ digest, quietHours }: Encoded<Pace>): Pace => ({
  ...(digest !== undefined && { digest: digest === "hourly" ? digest : { daily: time(digest.daily) } }),
  ...(quietHours && { quietHours: { from: time(quietHours.from), to: time(quietHours.to) } }),
});

const serviceOf = (service: Encoded<ServicePolicy>, lists: Lists): ServicePolicy => ({
  ...service,
  environments: service.environments.map((environment) => environmentOf(environment, lists)),
});

const environmentOf = ({ approval, ...rest }: Encoded<EnvironmentPolicy>, lists: Lists): EnvironmentPolicy => ({
  ...rest,
  delay: duration(rest.delay),
  soak: duration(rest.soak),
  notice: duration(rest.notice),
  windows: lists.windows(rest.windows),
  freezes: lists.freezes(rest.freezes),
  refresh: refreshOf(rest.refresh),
  ...(approval && { approval: { ...approval, timeout: duration(approval.timeout) } }),
});

const refreshOf = ({ warmup, checkpointDelay, bake, ...rest }: Encoded<RefreshPreferences>): RefreshPreferences => ({
  ...rest,
  ...(warmup !== undefined && { warmup: duration(warmup) }),
  ...(checkpointDelay !== undefined && { checkpointDelay: duration(checkpointDelay) }),
  ...(bake !== undefined && { bake: duration(bake) }),
});

const time = (text: string) => Temporal.PlainTime.from(text);
const duration = (text: string) => Temporal.Duration.from(text);
