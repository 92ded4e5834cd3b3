import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { readPolicy } from "@ami-refresh/core/adapters/configFile.ts";
import { ConfigError } from "@ami-refresh/core/config/problem.ts";
import type { Policy } from "@ami-refresh/core/domain/policy.ts";
import { fleetFor } from "../fleet/fleetFor.ts";
import { readFleet } from "../fleet/readFleet.ts";
import type { Fleet } from "../fleet/schema.ts";
import type { Options } from "../options.ts";
import { faultOfEvent } from "../services/events/event.ts";

export interface Inputs {
  /** Absolute. */
  readonly config: string;
  readonly policy: Policy;
  /** Undefined: an empty region. */
  readonly fleet: Fleet | undefined;
  readonly events: readonly unknown[];
}

/**
 * Reads the files that the options name. `directory` is where relative names begin.
 * @throws ConfigError that names the file and the place in it
 */
export function readInputs(options: Options, directory: string): Inputs {
  const config = path.resolve(directory, options.config);
  const policy = readPolicy(config);
  return {
    config,
    policy,
    fleet: fleetOf(options.fleet, config, policy, directory),
    events: options.events.map((file) => readEvent(path.resolve(directory, file))),
  };
}

function fleetOf(option: string | undefined, config: string, policy: Policy, directory: string): Fleet | undefined {
  if (option === "none") return undefined;
  if (option !== undefined) {
    const file = path.resolve(directory, option);
    return readFleet(readText(file, "name another with --fleet FILE, or none"), file);
  }
  const beside = `${config.replace(/\.ya?ml$/, "")}.fleet.yaml`;
  return existsSync(beside) ? readFleet(readText(beside, "change its mode"), beside) : fleetFor(policy);
}

function readEvent(file: string): unknown {
  const remedy = "give a file with one EventBridge event as JSON to --event";
  const refused = (message: string, cause?: unknown) =>
    new ConfigError(file, [{ path: "", message, remedy }], { cause });
  const text = readText(file, remedy);
  let event: unknown;
  try {
    event = JSON.parse(text);
  } catch (cause) {
    throw refused(`this is no JSON: ${cause instanceof Error ? cause.message : String(cause)}`, cause);
  }
  const fault = faultOfEvent(event);
  if (fault !== undefined) throw refused(`this is no EventBridge event: ${fault}`);
  return event;
}

function readText(file: string, remedy: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigError(file, [{ path: "", message: `the file cannot be read: ${message}`, remedy }], { cause });
  }
}
