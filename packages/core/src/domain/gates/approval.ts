import { type Gate, pass } from "./gate.ts";

/** Somebody who may has approved this image for this environment, if it asks for that. */
export const approval: Gate = ({ environment, approved }) => {
  if (!environment.approval || approved) return pass;
  const teams = environment.approval.teams.join(" or ");
  return { kind: "wait", gate: "approval", reason: `somebody of ${teams} has to approve it` };
};
