import type { Statement, Wiring } from "@ami-refresh/local/graph/wiring.ts";
import { policiesOf } from "@ami-refresh/local/iam/policies.ts";
import type { Request } from "@ami-refresh/local/iam/question.ts";
import { beforeAll, describe, expect, test } from "vitest";
import { mutations, withoutEffect } from "../support/permissionMutations.ts";
import { requestsOfEveryScene } from "../support/permissionScenes.ts";

/** What AWS asks for, and the local region never does. */
const outOfReach: readonly RegExp[] = [
  // Alarms never go off in it.
  /OperatorsTopic\S+: Allow sns:Publish/,
  // It is one account, and this is about the others.
  /MailboxesTopic\S+: Deny sns:Publish/,
];

describe("given everything that the pipeline does", () => {
  let wiring: Wiring;
  let requests: readonly Request[] = [];
  beforeAll(async () => {
    ({ wiring, requests } = await requestsOfEveryScene());
  }, 600_000);

  const idle = (changed: Wiring) =>
    withoutEffect(mutations(changed), requests, policiesOf(changed))
      .map(({ without }) => without)
      .filter((without) => !outOfReach.some((what) => what.test(without)));

  test("then no permission is granted, and none is denied, without which all would go the same", () => {
    expect(mutations(wiring).length).toBeGreaterThan(100);
    expect(idle(wiring)).toEqual([]);
  });

  test("then a permission that nothing needs would be found", () => {
    const [role, ...roles] = wiring.roles;
    if (!role) throw new Error("there are no roles");
    const generous = { ...role, statements: [...role.statements, allowing("sqs:PurgeQueue")] };
    expect(idle({ ...wiring, roles: [generous, ...roles] })).toEqual([`${role.name}: Allow sqs:PurgeQueue on *`]);
  });
});

const allowing = (action: string): Statement => ({
  effect: "Allow",
  actions: [action],
  resources: ["*"],
  conditions: {},
});
