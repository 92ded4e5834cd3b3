import { domainEvents } from "../events.ts";
import { suggest } from "./closest.ts";
import type { Finding, Path } from "./problem.ts";

/**
 * Names that stand for something the configuration does not have. Reads the data as far as it has the right shape,
 * so that these are told together with what the schema finds.
 */
export function unknownNames(data: unknown): Finding[] {
  const known = {
    team: keysOf(field(data, "teams")),
    image: keysOf(field(data, "images")),
    environment: keysOf(field(data, "environments")),
    service: keysOf(field(data, "services")),
    family: keysOf(field(data, "images")),
    event: domainEvents.map(({ name }): string => name),
  };
  const findings: Finding[] = [];
  const check = (kind: keyof typeof known, value: unknown, path: Path, of: Finding["of"] = "value"): void => {
    // A section that is missing or no map is told of as such.
    if (typeof value !== "string" || known[kind].length === 0 || known[kind].includes(value)) return;
    const message = `there is no ${kind} \`${value}\``;
    findings.push({
      path,
      of,
      ...suggest(message, value, known[kind], `${plural[kind]} are ${known[kind].join(", ")}`),
    });
  };
  const checkAll = (kind: keyof typeof known, value: unknown, path: Path): void => {
    if (Array.isArray(value)) for (const [i, item] of value.entries()) check(kind, item, [...path, i]);
    else check(kind, value, path);
  };

  const checkSettings = (settings: unknown, path: Path): void => {
    const approval = field(settings, "approval");
    if (Array.isArray(approval)) checkAll("team", approval, [...path, "approval"]);
  };

  checkSettings(field(data, "defaults"), ["defaults"]);
  for (const [name, environment] of entriesOf(field(data, "environments"))) {
    checkSettings(environment, ["environments", name]);
  }
  for (const [name, service] of entriesOf(field(data, "services"))) {
    const path = ["services", name];
    checkSettings(service, path);
    check("team", field(service, "team"), [...path, "team"]);
    checkAll("image", field(service, "image"), [...path, "image"]);
    for (const [environment, settings] of entriesOf(field(service, "environments"))) {
      check("environment", environment, [...path, "environments", environment], "key");
      checkSettings(settings, [...path, "environments", environment]);
    }
  }
  for (const [name, team] of entriesOf(field(data, "teams"))) {
    for (const [i, subscription] of itemsOf(field(team, "subscriptions"))) {
      for (const kind of ["service", "environment", "family", "event"] as const) {
        checkAll(kind, field(subscription, plural[kind]), ["teams", name, "subscriptions", i, plural[kind]]);
      }
    }
  }
  for (const [i, freeze] of itemsOf(field(data, "freezes"))) {
    for (const kind of ["environment", "service", "team"] as const) {
      checkAll(kind, field(freeze, plural[kind]), ["freezes", i, plural[kind]]);
    }
  }
  return findings;
}

const plural = {
  team: "teams",
  image: "images",
  environment: "environments",
  service: "services",
  family: "families",
  event: "events",
} as const;

const itemsOf = (value: unknown): [number, unknown][] => (Array.isArray(value) ? [...value.entries()] : []);

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

const keysOf = (value: unknown): string[] => entriesOf(value).map(([key]) => key);

const field = (value: unknown, key: string): unknown => entriesOf(value).find(([own]) => own === key)?.[1];
