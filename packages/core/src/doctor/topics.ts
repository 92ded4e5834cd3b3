import type { Policy } from "../domain/policy.ts";
import { addressesIn } from "../domain/subscription/subscriptionsOf.ts";
import type { Subject } from "./finding.ts";
import type { Publisher } from "./topicPolicy.ts";

/** A topic that the configuration names, and who is to publish there. */
export interface NamedTopic {
  readonly arn: string;
  /** The account that it is in. */
  readonly account: string;
  readonly who: Publisher["who"];
  readonly about: Subject;
  /** What comes of it where nothing can be published. */
  readonly loss: string;
}

export function topicsIn({ teams, operators }: Policy): NamedTopic[] {
  return [
    ...Object.values(teams).flatMap((team) =>
      addressesIn(team, "sns").map((arn): NamedTopic => {
        const loss = "the team is told nothing there";
        return { arn, account: accountOf(arn), who: "functions", about: { team: team.name }, loss };
      }),
    ),
    ...(operators?.topic === undefined ? [] : [ofOperators(operators.topic)]),
  ];
}

const ofOperators = (arn: string): NamedTopic => ({
  arn,
  account: accountOf(arn),
  who: "alarms",
  about: {},
  loss: "nobody is told there when something is wrong with ami-refresh itself",
});

const accountOf = (arn: string): string => arn.split(":")[4] ?? "";
