import type { Policy } from "@ami-refresh/core/domain/policy.ts";

/** Somebody in the local workspace. */
export interface SlackPerson {
  readonly id: string;
  readonly name: string;
  /** What they are to the configuration: `payments`, `operators`; nothing to a stranger. */
  readonly of: readonly string[];
}

/** In every workspace there are people whom the configuration does not name. */
const stranger: SlackPerson = { id: "U0STRANGER", name: "sam", of: [] };

/** Everybody whom the configuration names, and one whom it does not. */
export function peopleIn({ teams, operators }: Policy): readonly SlackPerson[] {
  const people = new Map<string, SlackPerson>();
  const add = (of: string, members: readonly { readonly name: string; readonly slack: string }[] = []) => {
    for (const { name, slack: id } of members) people.set(id, { id, name, of: [...(people.get(id)?.of ?? []), of] });
  };
  for (const { name, members } of Object.values(teams)) add(name, members);
  add("operators", operators?.members);
  return [...people.values(), stranger];
}
