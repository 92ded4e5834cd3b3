import type { Person } from "../../domain/rollout/state.ts";

/** What to do next, in the words of where somebody has asked. */
interface Remedies {
  readonly status: string;
  readonly image: string;
}
const remedies: Readonly<Record<Person["kind"], Remedies>> = {
  cli: { status: "see `ami-refresh status`", image: "say which: --image" },
  slack: { status: "see `/ami status`", image: "write the id of the one you mean after the environment" },
};

export const remediesFor = ({ kind }: Person): Remedies => remedies[kind];
