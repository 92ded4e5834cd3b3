/** Parts of a configuration in place of those of `example`: what is not spoken of stays. */
export interface ConfigurationSketch {
  readonly images?: Readonly<Record<string, object>>;
  /** By environment; each replaces the whole entry. */
  readonly environments?: Readonly<Record<string, object>>;
  readonly teams?: Readonly<Record<string, object>>;
  /** By service, then by environment: what is set there besides the groups. */
  readonly services?: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly freezes?: readonly object[];
}

/**
 * A configuration as it is written, with the services of ami-refresh.yaml, so that it fits their wiring. Everything is
 * open at all times: a test sets the delays and windows that it speaks of.
 */
export function configurationOf(sketch: ConfigurationSketch = {}): object {
  const service = (name: string, about: object, environments: Readonly<Record<string, object>> = {}) => {
    const own = sketch.services?.[name] ?? {};
    const names = new Set([...Object.keys(environments), ...Object.keys(own)]);
    return {
      ...about,
      environments: Object.fromEntries([...names].map((key) => [key, { ...environments[key], ...own[key] }])),
    };
  };
  return {
    timezone: "Europe/London",
    images: {
      "al2023-base": { owners: ["self"], name: "base-al2023-x86_64-*", architecture: "x86_64" },
      "al2023-base-arm": { owners: ["self"], name: "base-al2023-arm64-*", architecture: "arm64" },
      ...sketch.images,
    },
    environments: { development: {}, staging: {}, production: {}, ...sketch.environments },
    ...(sketch.freezes && { freezes: sketch.freezes }),
    teams: {
      payments: { slack: "#payments", email: "payments@example.com", members: { ana: { slack: "U0000ANA01" } } },
      media: { slack: "#media", email: "media@example.com", members: { mia: { slack: "U0000MIA01" } } },
      ...sketch.teams,
    },
    email: { from: "AMI refresh <ami-refresh@example.com>" },
    operators: { email: "platform@example.com", members: { olga: { slack: "U000OLGA01" } } },
    services: {
      checkout: service("checkout", { team: "payments", image: "al2023-base" }),
      search: service("search", { team: "media", image: "al2023-base" }),
      thumbnails: service("thumbnails", { team: "media", image: "al2023-base-arm" }),
      ledger: service(
        "ledger",
        { team: "payments", image: "al2023-base" },
        { production: { groups: ["ledger-prod-a", "ledger-prod-b"] } },
      ),
    },
  };
}
