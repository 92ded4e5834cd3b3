import { closest } from "../config/closest.ts";
import { recognise } from "../domain/family.ts";
import type { Place } from "./claims.ts";
import type { SurveyedGroup } from "./facts.ts";
import { launchingOf } from "./launching.ts";
import type { Examined } from "./rule.ts";

/** What a group that no service finds most likely is. */
export type Stray =
  /** A service's group that lacks tags; each with the values that would do. */
  | { readonly kind: "missing-tag"; readonly service: string; readonly missing: readonly Expected[] }
  /** A service's group with a tag of a value that nobody asks for. */
  | { readonly kind: "unknown-tag"; readonly service: string; readonly value: string; readonly expected: Expected }
  /** On an image of ours, and tagged for nobody. */
  | { readonly kind: "unclaimed"; readonly families: readonly string[] }
  | { readonly kind: "stranger" };

export interface Expected {
  readonly key: string;
  readonly values: readonly string[];
}

type Tags = Readonly<Record<string, string>>;
interface Wanted {
  readonly service: string;
  readonly environment: string;
  readonly tags: Tags;
}

/**
 * Judges a stray by the tags by which services find their groups. Only a tag that names one service counts as a claim
 * on it: that an unrelated group has `Environment=production` says nothing.
 */
export function strayOf(group: SurveyedGroup, facts: Examined): Stray {
  const wanted = facts.places.flatMap(wantedBy);
  const service = namedBy(group.tags, wanted);
  const stray = service === undefined ? misspelt(group.tags, wanted) : misfiled(group.tags, service, wanted);
  if (stray) return stray;
  const families = familiesOf(group, facts);
  return families.length > 0 ? { kind: "unclaimed", families } : { kind: "stranger" };
}

function wantedBy({ service, environment }: Place): Wanted[] {
  if (environment.groups.by === "name") return [];
  return [{ service: service.name, environment: environment.name, tags: environment.groups.tags }];
}

/** The one service that a group's tags name. */
function namedBy(tags: Tags, wanted: readonly Wanted[]): string | undefined {
  const named = new Set(
    Object.entries(tags).flatMap(([key, value]) => {
      const asking = wanted.filter((want) => want.tags[key] === value);
      const services = new Set(asking.map((want) => want.service));
      return services.size === 1 && !asking.some(({ environment }) => environment === value) ? [...services] : [];
    }),
  );
  return named.size === 1 ? [...named][0] : undefined;
}

/** The group is the service's: what keeps it from being found? */
function misfiled(tags: Tags, service: string, wanted: readonly Wanted[]): Stray | undefined {
  const own = wanted.filter((want) => want.service === service);
  const agreeing = own.filter((want) =>
    Object.entries(want.tags).every(([key, value]) => tags[key] === undefined || tags[key] === value),
  );
  if (agreeing.length > 0) {
    const keys = new Set(agreeing.flatMap((want) => Object.keys(want.tags)).filter((key) => tags[key] === undefined));
    return { kind: "missing-tag", service, missing: [...keys].map((key) => expected(key, agreeing)) };
  }
  for (const [key, value] of Object.entries(tags)) {
    const asked = expected(key, own);
    if (asked.values.length > 0 && !asked.values.includes(value)) {
      return { kind: "unknown-tag", service, value, expected: asked };
    }
  }
  return undefined;
}

/** No service is named: would one be, if one value were written otherwise? */
function misspelt(tags: Tags, wanted: readonly Wanted[]): Stray | undefined {
  for (const [key, value] of Object.entries(tags)) {
    const { values } = expected(key, wanted);
    const meant = values.includes(value) ? undefined : closest(value, values);
    if (meant === undefined) continue;
    const service = namedBy({ ...tags, [key]: meant }, wanted);
    if (service !== undefined) return { kind: "unknown-tag", service, value, expected: { key, values: [meant] } };
  }
  return undefined;
}

const expected = (key: string, wanted: readonly Wanted[]): Expected => ({
  key,
  values: [...new Set(wanted.flatMap(({ tags }) => tags[key] ?? []))],
});

function familiesOf(group: SurveyedGroup, facts: Examined): string[] {
  const images = launchingOf(group, facts).flatMap(({ image }) => image ?? []);
  const families = Object.values(facts.policy.families);
  const found = images.flatMap((image) => recognise(image, families, facts.account).families);
  return [...new Set(found.map(({ name }) => name))];
}
