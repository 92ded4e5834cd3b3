import { type Member, usualPowers } from "../domain/policy.ts";
import type { Finding, Path } from "./problem.ts";
import type { Written } from "./schema.ts";

type WrittenMembers = NonNullable<NonNullable<Written["teams"][string]>["members"]>;

export const membersOf = (written: WrittenMembers): readonly Member[] =>
  Object.entries(written).map(([name, { slack, may = usualPowers }]) => ({ name, slack, may }));

interface Named {
  readonly name: string;
  readonly slack: string;
  readonly path: Path;
}

/** A name is one person's wherever it stands: what people did is told by it. */
export function checkMembers({ teams, operators }: Written): Finding[] {
  const seen: Named[] = [];
  const findings: Finding[] = [];
  const everybody = [
    ...Object.entries(teams).map(([team, settings]) => ({ path: ["teams", team], members: settings?.members })),
    { path: ["operators"], members: operators?.members },
  ];
  for (const { path, members = {} } of everybody) {
    for (const [name, { slack }] of Object.entries(members)) {
      const one: Named = { name, slack, path: [...path, "members", name, "slack"] };
      const other = seen.find((before) => (before.name === name) !== (before.slack === slack));
      if (other) findings.push({ path: one.path, of: "value", ...conflict(one, other) });
      seen.push(one);
    }
  }
  return findings;
}

function conflict(one: Named, other: Named) {
  const where = other.path.slice(0, -1).join(".");
  return one.name === other.name
    ? {
        message: `${one.name} is ${one.slack} here and ${other.slack} in ${where}`,
        remedy: "write the same id in both",
      }
    : { message: `${one.slack} is ${other.name} in ${where}`, remedy: "call one person by one name" };
}
