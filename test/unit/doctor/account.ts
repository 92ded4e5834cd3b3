import { examine } from "@ami-refresh/core/doctor/examine.ts";
import type { Facts, SurveyedGroup } from "@ami-refresh/core/doctor/facts.ts";
import type { Finding } from "@ami-refresh/core/doctor/finding.ts";
import type { Image } from "@ami-refresh/core/domain/image.ts";
import type { TemplateVersion } from "@ami-refresh/core/domain/launch/templateVersion.ts";
import { at } from "../../support/policy.ts";
import { policyOf } from "../config/sketch.ts";

/** Accounts in which everything is as it should be, but for what a test says. */

export const account = "123456789012";
export const stranger = "999999999999";

/** Of account 123456789012 and the family `base`. */
export const anImage = (id: string, more: Partial<Image> = {}): Image => ({
  id,
  name: `base-${id}`,
  owner: account,
  state: "available",
  architecture: "x86_64",
  tags: {},
  createdAt: at("2026-11-01T00:00:00Z"),
  ...more,
});

/** Two instances on version 1 of the template `lt-1`, tagged for checkout in production. */
export const aGroup = (name: string, more: Partial<SurveyedGroup> = {}): SurveyedGroup => ({
  name,
  tags: { Service: "checkout", Environment: "production" },
  desiredCapacity: 2,
  minSize: 0,
  maxSize: 10,
  suspendedProcesses: [],
  launch: { kind: "launch-template", template: { id: "lt-1", version: "1" } },
  instances: [],
  protectedInstances: 0,
  standbyInstances: 0,
  ...more,
});

export const aVersion = (more: Partial<TemplateVersion> = {}): TemplateVersion => ({
  templateId: "lt-1",
  version: 1,
  imageId: "ami-1",
  ...more,
});

interface Sketch extends Partial<Omit<Facts, "policy">> {
  /** Sections of the configuration, each YAML on one line. */
  readonly config?: Readonly<Record<string, string>>;
  /** Another group beside the one of each environment. */
  readonly group?: SurveyedGroup;
  readonly image?: Image;
  /** By `template@version`. */
  readonly version?: Readonly<Record<string, TemplateVersion>>;
}

/**
 * Facts of an account with one healthy group in each environment of the configuration's one service, `checkout`.
 * `undefined` takes a part away, as if it could not have been looked up.
 */
export function facts({ config = {}, group, image, version = {}, ...more }: Sketch = {}): Facts {
  const one = anImage("ami-1");
  const healthy = [
    aGroup("checkout-development", { tags: { Service: "checkout", Environment: "development" } }),
    aGroup("checkout-production"),
  ];
  return {
    policy: policyOf(config),
    account,
    region: "eu-west-2",
    now: at("2026-11-25T08:00:00Z"),
    groups: group ? [...healthy.filter(({ name }) => name !== group.name), group] : healthy,
    versions: new Map([["lt-1@1", aVersion()], ...Object.entries(version)]),
    templateTags: new Map(),
    images: new Map([one, ...(image ? [image] : [])].map((known) => [known.id, known])),
    named: new Map([["base", { own: [one], strangers: [] }]]),
    unchecked: [],
    ...more,
  };
}

export const findings = (sketch: Sketch = {}): Finding[] => examine(facts(sketch));

/** What one rule finds: severity, whom it is about, and the three sentences, as they are told. */
export const foundBy = (rule: string, sketch: Sketch): Omit<Finding, "rule">[] =>
  findings(sketch)
    .filter((finding) => finding.rule === rule)
    .map(({ rule: _, ...finding }) => finding);

/** The rules that find anything. */
export const rulesThatSpeak = (sketch: Sketch): string[] => [...new Set(findings(sketch).map(({ rule }) => rule))];

/** The one service, with settings of its environment `production`. */
export const production = (settings: string): Readonly<Record<string, string>> => ({
  services: `{ checkout: { team: payments, image: base, environments: { production: { ${settings} } } } }`,
});
